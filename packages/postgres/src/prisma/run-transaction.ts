import { classifyDatabaseError } from '../outages/classify-database-error.js';
import { isCommitted, type Query } from './is-committed.js';

/** A generated Prisma client, as far as it is needed here. */
export interface TransactionalClient<Transaction> {
  $transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    options: { readonly maxWait: number; readonly timeout: number },
  ): Promise<Result>;
}

/** What every generated transaction client can do. */
export interface RawTransaction {
  $queryRaw<Rows = unknown>(sql: TemplateStringsArray, ...values: readonly unknown[]): PromiseLike<Rows>;
}

export interface OutcomeOptions {
  readonly query: Query;
  /** The longest wait for the outcome of a commit that was not confirmed. */
  readonly outcomeMs: number;
}

/** The change may have been carried out: nobody could say so in time. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
}

/** How often a transaction that loses against others is run in all. */
const attempts = 3;
/** The pool has a limit of its own for both parts of this wait, connecting and a free connection. */
const maxWaitMs = 15_000;
const timeoutMs = 20_000;

/**
 * Runs `work` in a transaction and returns its result once that is committed. A transaction that loses against others (a
 * deadlock) is run again. Where the connection breaks during the commit, PostgreSQL is asked afterwards whether it was
 * carried out; throws OutcomeUnknownError where it cannot be asked in time. After every other error nothing is written.
 */
export async function runTransaction<Transaction extends RawTransaction, Result>(
  client: TransactionalClient<Transaction>,
  work: (transaction: Transaction) => Promise<Result>,
  outcome: OutcomeOptions,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const commit: Commit<Result> = {};
    try {
      return await client.$transaction(
        async (transaction) => {
          const result = await work(transaction);
          commit.begun = { result, transactionId: await findTransactionId(transaction) };
          return result;
        },
        { maxWait: maxWaitMs, timeout: timeoutMs },
      );
    } catch (error) {
      const trouble = classifyDatabaseError(error);
      if (trouble === 'away' && commit.begun) return settle(commit.begun, error, outcome);
      if (trouble !== 'conflict' || attempt === attempts) throw error;
    }
  }
}

interface Commit<Result> {
  begun?: { readonly result: Result; readonly transactionId: string | undefined };
}

/** Undefined where the transaction has written nothing. */
async function findTransactionId(transaction: RawTransaction): Promise<string | undefined> {
  const [row] = await transaction.$queryRaw<{ id: string | null }[]>`
    SELECT pg_current_xact_id_if_assigned()::text AS id`;
  return row?.id ?? undefined;
}

async function settle<Result>(
  { result, transactionId }: NonNullable<Commit<Result>['begun']>,
  error: unknown,
  { query, outcomeMs }: OutcomeOptions,
): Promise<Result> {
  if (transactionId === undefined) return result;
  const committed = await isCommitted(transactionId, query, outcomeMs);
  if (committed === undefined) throw new OutcomeUnknownError('the commit was not confirmed', { cause: error });
  if (committed) return result;
  throw error;
}
