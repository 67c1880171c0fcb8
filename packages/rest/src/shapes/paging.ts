import { z } from 'zod';

/** The query parameters of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number<number | string>().int().min(1).max(100).default(20).describe('How many to answer.'),
  cursor: z.string().min(1).optional().describe("Where to go on: a previous answer's `next_cursor`."),
});

/** `next_cursor` of a list's answer. */
export const nextCursor = z.string().nullable().describe('Null on the last page.');

/** The cursor of the next page, or null where there is none. */
export function toNextCursor(pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }) {
  return pageInfo.hasNextPage ? pageInfo.endCursor : null;
}
