import { PrismaPg } from '@prisma/adapter-pg';
import { messageOf, type Logger, type PartStatus } from '@skillwright/service';
import { TurnError, Turns } from '@skillwright/service/timing';
import type pg from 'pg';
import { createPool } from '../connections/create-pool.js';
import { databaseLimits, type DatabaseLimits } from '../connections/database-limits.js';
import { databaseErrors } from '../errors.js';
import { toDatabaseError } from '../outages/to-database-error.js';
import {
  OutcomeUnknownError,
  runTransaction,
  type RawTransaction,
  type TransactionalClient,
} from './run-transaction.js';

/** The members of a generated Prisma client that are used here. */
export interface GeneratedClient<Transaction> extends TransactionalClient<Transaction> {
  $connect(): Promise<void>;
  $disconnect(): Promise<void>;
}

export interface DatabaseOptions<Client> {
  /** The service that owns the database. Errors, logs and the server's list of connections name it. */
  readonly service: string;
  readonly databaseUrl: string;
  readonly logger: Logger;
  createClient(adapter: PrismaPg): Client;
  /** The maximum number of connections for the work of the service; 10 by default. */
  readonly connections?: number;
  readonly limits?: Partial<DatabaseLimits>;
}

export interface TransactionOptions {
  /**
   * Transactions of this process with the same turn run one after another, so that a wait for a row takes no
   * connection.
   */
  readonly turn?: string | undefined;
  /** Ends the wait for the turn. A transaction that has begun continues. */
  readonly signal?: AbortSignal | undefined;
}

/** The maximum number of transactions that wait for their turns. */
const maxWaiting = 1_000;
/** Less than the two seconds after which a part counts as down. */
const probeLimits = { connectMs: 1_500, statementMs: 1_500, lockMs: 1_500, silenceMs: 2_000 };

/**
 * A service's own database, through its generated Prisma client. Trouble with the database is thrown as a retryable
 * ServiceError: DATABASE_UNAVAILABLE, DATABASE_BUSY or DATABASE_OUTCOME_UNKNOWN. Any other error is passed on
 * unchanged.
 */
export class Database<Client extends GeneratedClient<Transaction>, Transaction extends RawTransaction> {
  private readonly pool: pg.Pool;
  /** A separate connection: the state of the database can be read while all others are taken. */
  private readonly probe: pg.Pool;
  private readonly client: Client;
  private readonly turns: Turns;
  private readonly limits: DatabaseLimits;

  constructor(private readonly options: DatabaseOptions<Client>) {
    const { service: name, databaseUrl, logger, connections = 10 } = options;
    this.limits = { ...databaseLimits, ...options.limits };
    this.turns = new Turns({ waitMs: this.limits.lockMs, maxWaiting });
    this.pool = createPool({ name, databaseUrl, logger, connections, limits: this.limits });
    this.probe = createPool({ name: `${name} probe`, databaseUrl, logger, connections: 1, limits: probeLimits });
    this.client = options.createClient(new PrismaPg(this.pool));
  }

  /** Runs statements outside a transaction. */
  query<Result>(work: (client: Client) => PromiseLike<Result>): Promise<Result> {
    return this.guard(async () => work(this.client));
  }

  /**
   * Runs `work` as one unit: all of its writes are committed, or none of them. Read the answer to the caller in `work`
   * as well, because a read after the commit can fail. See {@link runTransaction}.
   */
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    { turn, signal }: TransactionOptions = {},
  ): Promise<Result> {
    const { outcomeMs } = this.limits;
    const run = () =>
      runTransaction(this.client, work, { query: (sql, values) => this.queryProbe(sql, values), outcomeMs });
    return this.guard(() => (turn === undefined ? run() : this.turns.run(turn, run, signal)));
  }

  /** Reads one number for a metric, by a query with the column `value`. Throws after two seconds at the latest. */
  async measure(sql: string): Promise<number> {
    const [row] = await this.queryProbe<{ value: number | string }>(sql);
    return Number(row?.value ?? 0);
  }

  /** Returns the state of the part `postgresql` for readiness. Throws if the database cannot be used. */
  async status(): Promise<PartStatus> {
    await this.queryProbe('SELECT 1');
    return { status: 'up' };
  }

  /**
   * Connects at the start. Throws DATABASE_UNAVAILABLE with the address and the reason if the database cannot be used.
   */
  async connect(): Promise<void> {
    const { service, databaseUrl } = this.options;
    const { host, pathname } = new URL(databaseUrl);
    const unusable = (reason: string, cause?: unknown) =>
      databaseErrors.DATABASE_UNAVAILABLE({ service, reason: `${host}${pathname}: ${reason}` }, { cause });
    const [row] = await this.queryProbe<{ migrated: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS migrated`,
    ).catch((error: unknown) => {
      throw unusable(messageOf(error), error);
    });
    if (!row?.migrated) throw unusable('it has not been migrated (npm run migrate -w prisma).');
    // Loads the query compiler, which would delay the first request.
    await this.client.$connect();
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
    await Promise.all([this.pool.end(), this.probe.end()]);
  }

  private async queryProbe<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const { rows } = await this.probe.query<Row>(sql, [...values]);
    return rows;
  }

  private async guard<Result>(work: () => Promise<Result>): Promise<Result> {
    const { service } = this.options;
    try {
      return await work();
    } catch (error) {
      if (error instanceof TurnError) throw databaseErrors.DATABASE_BUSY({ service }, { cause: error });
      if (error instanceof OutcomeUnknownError) {
        throw databaseErrors.DATABASE_OUTCOME_UNKNOWN({ service }, { cause: error });
      }
      throw toDatabaseError(error, service);
    }
  }
}
