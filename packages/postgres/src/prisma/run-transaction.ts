import { classifyDatabaseError } from '../outages/classify-database-error.js';
import { isCommitted, type Query } from './is-committed.js';

/** The member of a generated Prisma client that is used here. */
export interface TransactionalClient<Transaction> {
  $transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    options: { readonly maxWait: number; readonly timeout: number },
  ): Promise<Result>;
}

/** The member of every generated transaction client that is used here. */
export interface RawTransaction {
  $queryRaw<Rows = unknown>(sql: TemplateStringsArray, ...values: readonly unknown[]): PromiseLike<Rows>;
}

export interface OutcomeOptions {
  readonly query: Query;
  /** The maximum wait for the outcome of an unconfirmed commit, in milliseconds. */
  readonly outcomeMs: number;
}

/** The change may have been carried out: its outcome could not be read in time. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
}

/** The number of attempts for a transaction that loses against others. */
const attempts = 3;
/** The pool itself limits both parts of this wait, for a free connection and for connecting. */
const maxWaitMs = 15_000;
const timeoutMs = 20_000;

/**
 * Runs `work` in a transaction, and returns its result once that is committed. A transaction that loses against others
 * (a deadlock) is run again. If the connection breaks during the commit, PostgreSQL is asked for the outcome
 * afterwards; throws OutcomeUnknownError if that is not known in time. After any other error nothing was written.
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

/** Returns undefined if the transaction has written nothing. */
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
