import { coreErrors } from '@skillwright/service';
import { decodeIdCursor, pageSize, toConnection, type Connection } from '@skillwright/subgraph';
import type { Library } from './library.js';
import type { StoredSkill } from './stored-skill.js';

export interface ListSkills {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly search?: string | null | undefined;
}

export type SkillPage = Connection<StoredSkill>;

const searchCharacters = 200;

/** Lists skills at their newest versions, newest first. Throws INVALID_INPUT and CURSOR_INVALID. */
export async function listSkills(
  { skills }: Pick<Library, 'skills'>,
  { first, after, search }: ListSkills,
): Promise<SkillPage> {
  const limit = pageSize(first);
  const beforeId = decodeIdCursor(after);
  const words = toWords(search);
  // A search without letters and digits has no words. It must find nothing, while no search finds everything.
  const nothing = words.length === 0 && (search ?? '').trim() !== '';
  const rows = nothing ? [] : await skills.listSkills({ words, beforeId, limit: limit + 1 });
  return toConnection({
    rows,
    limit,
    keyOf: ({ id }) => [id],
    totalCount: () => (nothing ? 0 : skills.countSkills({ words })),
    hasPreviousPage: beforeId !== undefined,
  });
}

/** Splits a search into its words of letters and digits. */
function toWords(search: string | null | undefined): string[] {
  if (search === null || search === undefined) return [];
  if (search.length > searchCharacters) {
    const message = `A search may have at most ${searchCharacters} characters.`;
    throw coreErrors.INVALID_INPUT({ count: 1 }, { errors: [{ code: 'too_long', message, path: 'search' }] });
  }
  return [...new Set(search.match(/[\p{L}\p{M}\p{N}]+/gu))];
}
