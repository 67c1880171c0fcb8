import { setTimeout as pause } from 'node:timers/promises';

/** Asks PostgreSQL on a connection that is not the transaction's. */
export type Query = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

const pauseMs = 100;

/**
 * Whether the transaction was committed: PostgreSQL is asked until it is back and has decided. Undefined where it has not
 * said so within `waitMs`.
 */
export async function isCommitted(transactionId: string, query: Query, waitMs: number): Promise<boolean | undefined> {
  for (const deadline = performance.now() + waitMs; performance.now() < deadline; await pause(pauseMs)) {
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
