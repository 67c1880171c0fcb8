import { findVersionFault, isHigher, isVersion, nextPatch } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import type { DefinitionInput } from '../definition/definition-input.js';
import type { SkillDefinition } from '../definition/skill-definition.js';

/** The version of a new skill that states none. */
export const firstVersion = '1.0.0';

/** The fault of a version that a caller gave; empty for a semantic version and where none was given. */
export function checkVersion(text: string | null | undefined): FieldError[] {
  if (text === null || text === undefined) return [];
  const fault = findVersionFault(text);
  return fault ? [{ ...fault, path: 'version' }] : [];
}

/** The version that a `SKILL.md` states in its metadata; the form by fields has a `version` beside them. */
export function findStatedVersion(
  { skillMd, archive }: Pick<DefinitionInput, 'skillMd' | 'archive'>,
  { metadata }: Pick<SkillDefinition, 'metadata'>,
): string | undefined {
  return skillMd || archive ? metadata['version'] : undefined;
}

/** The version after `newest`: the stated one where it is higher, else the next patch, as an author may forget to raise it. */
export function nextVersion(newest: string, stated: string | undefined): string {
  if (stated !== undefined && isVersion(stated) && isHigher(stated, newest)) return stated;
  return nextPatch(newest);
}

/** The version of a new skill: the stated one where it is a semantic version, else {@link firstVersion}. */
export function initialVersion(stated: string | undefined): string {
  return stated !== undefined && isVersion(stated) ? stated : firstVersion;
}
