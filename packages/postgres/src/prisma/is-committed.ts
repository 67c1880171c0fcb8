import { GrowingPause } from '@skillwright/service/timing';

/** Runs a query on a connection that is not the transaction's. */
export type Query = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/**
 * Whether the transaction was committed. Asks PostgreSQL until it is back and the outcome is decided. Returns undefined
 * if that takes longer than `waitMs`.
 */
export async function isCommitted(transactionId: string, query: Query, waitMs: number): Promise<boolean | undefined> {
  const pauses = new GrowingPause({ firstMs: 20, longestMs: 500 });
  for (const deadline = performance.now() + waitMs; performance.now() < deadline; await pauses.wait()) {
    const status = await findStatus(transactionId, query);
    if (status === 'committed' || status === 'aborted') return status === 'committed';
  }
  return undefined;
}

/** Returns undefined if PostgreSQL cannot be asked, or no longer knows a transaction of this age. */
async function findStatus(transactionId: string, query: Query): Promise<string | undefined> {
  try {
    const [row] = await query<{ status: string | null }>('SELECT pg_xact_status($1::text::xid8) AS status', [
      transactionId,
    ]);
    return row?.status ?? undefined;
  } catch {
    return undefined;
  }
}
