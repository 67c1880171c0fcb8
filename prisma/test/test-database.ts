import { Database, type DatabaseOptions } from '@skillwright/postgres/prisma';
import { createLogger } from '@skillwright/service';
import { PrismaClient, type Prisma } from '../src/generated/skill/client.js';

export type TestDatabase = Database<PrismaClient, Prisma.TransactionClient>;

export const silentLogger = createLogger({ service: 'test', level: 'silent' });

export interface TestDatabaseOptions extends Partial<DatabaseOptions<PrismaClient>> {
  /** Called with the text of each statement after its answer. */
  readonly onStatement?: (sql: string) => void;
}

/** Opens the skill service's database. The tests use its table of seeded skills as scratch space. */
export function openDatabase(databaseUrl: string, { onStatement, ...options }: TestDatabaseOptions = {}): TestDatabase {
  return new Database<PrismaClient, Prisma.TransactionClient>({
    service: 'skill',
    databaseUrl,
    logger: silentLogger,
    createClient: (adapter) => {
      const client = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
      client.$on('query', ({ query }) => onStatement?.(query));
      return client;
    },
    ...options,
  });
}
