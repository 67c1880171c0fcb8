import { findVersionFault, isHigher, isVersion, nextPatch } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import type { DefinitionInput } from '../definition/definition-input.js';
import type { SkillDefinition } from '../definition/skill-definition.js';

/** The version of a new skill without a given or stated one. */
const firstVersion = '1.0.0';

/** Returns the fault of a given version, or nothing for a semantic version and when none is given. */
export function checkVersion(text: string | null | undefined): FieldError[] {
  if (text === null || text === undefined) return [];
  const fault = findVersionFault(text);
  return fault ? [{ ...fault, path: 'version' }] : [];
}

/**
 * Finds the stated version: `metadata.version` of a `SKILL.md`. The form by fields has a `version` of its own instead.
 */
export function findStatedVersion(
  { skillMd, archive }: Pick<DefinitionInput, 'skillMd' | 'archive'>,
  { metadata }: Pick<SkillDefinition, 'metadata'>,
): string | undefined {
  return skillMd || archive ? metadata['version'] : undefined;
}

/**
 * Returns the stated version if it is higher than `newest`, else the next patch, since an author may forget to raise
 * it.
 */
export function nextVersion(newest: string, stated: string | undefined): string {
  if (stated !== undefined && isVersion(stated) && isHigher(stated, newest)) return stated;
  return nextPatch(newest);
}

/** Returns the stated version if it is a semantic version, else {@link firstVersion}. */
export function initialVersion(stated: string | undefined): string {
  return stated !== undefined && isVersion(stated) ? stated : firstVersion;
}
