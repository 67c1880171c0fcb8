import { createLogger } from '@skillwright/service';
import { PrismaClient, type Prisma } from '@skillwright/prisma/skill';
import { Database, type DatabaseOptions } from '../src/prisma/index.js';

export type TestDatabase = Database<PrismaClient, Prisma.TransactionClient>;

export const silentLogger = createLogger({ service: 'test', level: 'silent' });

export interface TestDatabaseOptions extends Partial<DatabaseOptions<PrismaClient>> {
  /** Called with the text of each statement that was answered. */
  readonly onStatement?: (sql: string) => void;
}

/** The skill service's database, whose table of seeded skills is the tests' scratch paper. */
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
