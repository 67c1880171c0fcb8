import { skillErrors } from '../errors.js';
import { findVersionFault } from './version-rules.js';

/** The version that a caller gave, if any. Throws SKILL_INVALID where it is no semantic version. */
export function checkVersion(version: string | null | undefined): string | undefined {
  if (version === null || version === undefined) return undefined;
  const fault = findVersionFault(version);
  if (fault) throw skillErrors.SKILL_INVALID({ count: 1 }, { errors: [fault] });
  return version;
}
