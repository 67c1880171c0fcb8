import type { DefinitionInput } from '../definition/definition-input.js';
import type { SkillDefinition } from '../definition/skill-definition.js';
import { skillErrors } from '../errors.js';
import { findVersionFault } from './version-rules.js';

/** The version that a caller gave, if any. Throws SKILL_INVALID where it is no semantic version. */
export function checkVersion(version: string | null | undefined): string | undefined {
  if (version === null || version === undefined) return undefined;
  const fault = findVersionFault(version);
  if (fault) throw skillErrors.SKILL_INVALID({ count: 1 }, { errors: [fault] });
  return version;
}

/** What a `SKILL.md` says of its own version, where authors keep it; fields come with a `version` beside them. */
export function findStatedVersion(
  { skillMd, archive }: Pick<DefinitionInput, 'skillMd' | 'archive'>,
  definition: SkillDefinition,
): string | undefined {
  return skillMd || archive ? definition.metadata['version'] : undefined;
}
