import { PrismaPg } from '@prisma/adapter-pg';
import type { Logger, PartStatus } from '@skillwright/service';
import type pg from 'pg';
import { createPool } from '../connections/create-pool.js';
import { databaseLimits, type DatabaseLimits } from '../connections/database-limits.js';
import { databaseErrors } from '../errors.js';
import { describeError } from '../outages/describe-error.js';
import { toDatabaseError } from '../outages/to-database-error.js';
import {
  OutcomeUnknownError,
  runTransaction,
  type RawTransaction,
  type TransactionalClient,
} from './run-transaction.js';
import { TurnError, Turns } from './turns.js';

/** The generated client of a service's database, as far as it is needed here. */
export interface GeneratedClient<Transaction> extends TransactionalClient<Transaction> {
  $connect(): Promise<void>;
  $disconnect(): Promise<void>;
}

export interface DatabaseOptions<Client> {
  /** The service that owns it: for errors, logs, and the server's list of connections. */
  readonly service: string;
  readonly databaseUrl: string;
  readonly logger: Logger;
  createClient(adapter: PrismaPg): Client;
  /** How many connections the service has for its work; 10 by default. */
  readonly connections?: number;
  readonly limits?: Partial<DatabaseLimits>;
}

export interface TransactionOptions {
  /** Transactions of this process with the same turn run one after another, so that waiting for a row takes up no connection. */
  readonly turn?: string | undefined;
  /** Ends the wait for the turn. A transaction that has begun goes on. */
  readonly signal?: AbortSignal | undefined;
}

/** How many may wait for their turns. */
const maxWaiting = 1_000;
/** Less than the two seconds after which readiness counts a part as down. */
const probeLimits = { connectMs: 1_500, statementMs: 1_500, lockMs: 1_500, silenceMs: 2_000 };

/**
 * A service's own database through its generated Prisma client. Trouble with it is a ServiceError that can be tried again:
 * DATABASE_UNAVAILABLE, DATABASE_BUSY or DATABASE_OUTCOME_UNKNOWN. Every other error is passed on as it is.
 */
export class Database<Client extends GeneratedClient<Transaction>, Transaction extends RawTransaction> {
  private readonly pool: pg.Pool;
  /** A connection of its own: whether the database is there can be told while all others are taken. */
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

  /** Runs statements outside of a transaction. */
  query<Result>(work: (client: Client) => PromiseLike<Result>): Promise<Result> {
    return this.guard(async () => work(this.client));
  }

  /**
   * Runs `work` as one unit: all that it writes is committed together, or nothing of it. Read the answer to the caller in
   * here as well: a read after the commit can fail. See {@link runTransaction}.
   */
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    { turn, signal }: TransactionOptions = {},
  ): Promise<Result> {
    const { outcomeMs } = this.limits;
    const run = () => runTransaction(this.client, work, { query: (sql, values) => this.ask(sql, values), outcomeMs });
    return this.guard(() => (turn === undefined ? run() : this.turns.take(turn, run, signal)));
  }

  /** Reads one number for a metric, by a query with the column `value`. Throws after two seconds at the latest. */
  async measure(sql: string): Promise<number> {
    const [row] = await this.ask<{ value: number | string }>(sql);
    return Number(row?.value ?? 0);
  }

  /** The part `postgresql` of a service's readiness. */
  async status(): Promise<PartStatus> {
    await this.ask('SELECT 1');
    return { status: 'up' };
  }

  /** For a start: throws DATABASE_UNAVAILABLE with the address and the reason where the database cannot be used. */
  async connect(): Promise<void> {
    const { service, databaseUrl } = this.options;
    const { host, pathname } = new URL(databaseUrl);
    const unusable = (reason: string, cause?: unknown) =>
      databaseErrors.DATABASE_UNAVAILABLE({ service, reason: `${host}${pathname}: ${reason}` }, { cause });
    const [row] = await this.ask<{ migrated: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS migrated`,
    ).catch((error: unknown) => {
      throw unusable(describeError(error), error);
    });
    if (!row?.migrated) throw unusable('it has not been migrated (npm run migrate -w prisma).');
    // Loads the query compiler, on which the first request would wait.
    await this.client.$connect();
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
    await Promise.all([this.pool.end(), this.probe.end()]);
  }

  private async ask<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
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
