import { decodeIdCursor, pageSize, toConnection, type Connection } from '@skillwright/subgraph';
import type { TokenIssuance } from './token-issuance.js';
import type { TokenRecord } from './token-record.js';

export type TokenPage = Connection<TokenRecord>;

/** Lists the records of all tokens, newest first. Throws INVALID_INPUT and CURSOR_INVALID. */
export async function listTokens(
  { tokens }: Pick<TokenIssuance, 'tokens'>,
  { first, after }: { readonly first: number; readonly after?: string | null | undefined },
): Promise<TokenPage> {
  const limit = pageSize(first);
  const beforeId = decodeIdCursor(after);
  return toConnection({
    rows: await tokens.listTokens({ beforeId, limit: limit + 1 }),
    limit,
    keyOf: ({ id }) => [id],
    totalCount: () => tokens.countTokens(),
    hasPreviousPage: beforeId !== undefined,
  });
}
