import { GrowingPause } from '@skillwright/service/timing';

/** Asks PostgreSQL on a connection that is not the transaction's. */
export type Query = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/**
 * Whether the transaction was committed: PostgreSQL is asked until it is back and has decided. Undefined where it has not
 * said so within `waitMs`.
 */
export async function isCommitted(transactionId: string, query: Query, waitMs: number): Promise<boolean | undefined> {
  const pauses = new GrowingPause({ firstMs: 20, longestMs: 500 });
  for (const deadline = performance.now() + waitMs; performance.now() < deadline; await pauses.wait()) {
    const status = await findStatus(transactionId, query);
    if (status === 'committed' || status === 'aborted') return status === 'committed';
  }
  return undefined;
}

/** Undefined where PostgreSQL cannot be asked, or has forgotten a transaction as old as this. */
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
