import { coreErrors, isId } from '@skillwright/service';
import { decodeCursor, pageSize, toConnection, type Connection } from '@skillwright/subgraph';
import type { Library } from './library.js';
import type { StoredSkill } from './stored-skill.js';

export interface ListSkills {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly search?: string | null | undefined;
}

/** A page of the library. All skills are only counted when `totalCount` is selected. */
export interface SkillPage extends Omit<Connection<StoredSkill>, 'totalCount'> {
  countTotal(): Promise<number>;
}

const searchCharacters = 200;

/** Lists skills at their newest versions, newest first. Throws INVALID_INPUT and CURSOR_INVALID. */
export async function listSkills(
  { skills }: Pick<Library, 'skills'>,
  { first, after, search }: ListSkills,
): Promise<SkillPage> {
  const limit = pageSize(first);
  const beforeId = readCursor(after);
  const words = toWords(search);
  // A search without letters and digits has no words. It must find nothing, while no search finds everything.
  const nothing = words.length === 0 && (search ?? '').trim() !== '';
  const rows = nothing ? [] : await skills.listSkills({ words, beforeId, limit: limit + 1 });
  const hasPreviousPage = beforeId !== undefined;
  const { totalCount: _, ...page } = toConnection({
    rows,
    limit,
    keyOf: ({ id }) => [id],
    totalCount: 0,
    hasPreviousPage,
  });
  return { ...page, countTotal: async () => (nothing ? 0 : skills.countSkills({ words })) };
}

function readCursor(after: string | null | undefined): string | undefined {
  if (after === null || after === undefined) return undefined;
  const [id] = decodeCursor(after, ['string']);
  if (typeof id === 'string' && isId(id)) return id;
  const message = 'This cursor was not made by this list.';
  throw coreErrors.CURSOR_INVALID({}, { errors: [{ code: 'cursor', message, path: 'after' }] });
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
