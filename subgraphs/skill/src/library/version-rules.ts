import type { FieldError } from '@skillwright/service';
import semver from 'semver';
import type { DefinitionInput } from '../definition/definition-input.js';
import type { SkillDefinition } from '../definition/skill-definition.js';
import { quote } from '../definition/text-rules.js';

/** What a skill begins with that says nothing of its version. */
export const firstVersion = '1.0.0';

const maxCharacters = 64;

/** Whether `text` is a semantic version as it is written here: no `v`, no build metadata, numbers of at most nine digits. */
export function isVersion(text: string): boolean {
  return text.length <= maxCharacters && !/\d{10}/.test(text) && semver.valid(text) === text;
}

/** The fault of a version that a caller gave; nothing for a sound one, or for none. */
export function checkVersion(text: string | null | undefined): FieldError[] {
  if (text === null || text === undefined || isVersion(text)) return [];
  const message = `${quote(text)} is not a semantic version such as 1.4.0 or 2.0.0-beta.1.`;
  return [{ code: 'semver', message, path: 'version' }];
}

/** What a `SKILL.md` says of its own version, where authors keep it; fields come with a `version` beside them. */
export function findStatedVersion(
  { skillMd, archive }: Pick<DefinitionInput, 'skillMd' | 'archive'>,
  { metadata }: Pick<SkillDefinition, 'metadata'>,
): string | undefined {
  return skillMd || archive ? metadata['version'] : undefined;
}

export const isHigher = (version: string, than: string): boolean => semver.gt(version, than);

/**
 * The version after `newest`. What a `SKILL.md` itself says counts where it is higher: an author
 * who forgot to raise it gets the next patch.
 */
export function nextVersion(newest: string, stated: string | undefined): string {
  if (stated !== undefined && isVersion(stated) && isHigher(stated, newest)) return stated;
  return semver.inc(newest, 'patch') ?? newest;
}

/** The version of a skill that is new. */
export function initialVersion(stated: string | undefined): string {
  return stated !== undefined && isVersion(stated) ? stated : firstVersion;
}
