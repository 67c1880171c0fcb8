import { findUnstorableCharacter, isVersion } from '@skillwright/rules';
import { coreErrors, isId } from '@skillwright/service';
import type { Library } from './library.js';
import type { StoredSkill } from './stored-skill.js';

export interface FindSkill {
  readonly id?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly version?: string | null | undefined;
}

/** Finds a skill by either id or name, at a version or at its newest. Throws INVALID_INPUT for both or neither. */
export async function findSkill(
  { skills }: Pick<Library, 'skills'>,
  { id, name, version }: FindSkill,
): Promise<StoredSkill | undefined> {
  if ((id ?? undefined) === undefined ? (name ?? undefined) === undefined : (name ?? undefined) !== undefined) {
    const message = 'Give exactly one of id and name.';
    throw coreErrors.INVALID_INPUT({ count: 1 }, { errors: [{ code: 'one_of', message, path: 'id' }] });
  }
  const by = toKey(id, name);
  if (!by || (typeof version === 'string' && !isVersion(version))) return undefined;
  return skills.findSkill(by, version ?? undefined);
}

function toKey(id: string | null | undefined, name: string | null | undefined) {
  if (typeof id === 'string') return isId(id) ? { id } : undefined;
  return typeof name === 'string' && findUnstorableCharacter(name) === undefined ? { name } : undefined;
}
