import { Database } from '@skillwright/postgres/prisma';
import { PrismaClient, type Prisma } from '@skillwright/prisma/validation';
import type { Logger } from '@skillwright/service';

/** The database that the service owns. */
export type ReportDatabase = Database<PrismaClient, Prisma.TransactionClient>;

export function createReportDatabase(options: {
  readonly databaseUrl: string;
  readonly logger: Logger;
}): ReportDatabase {
  return new Database({
    ...options,
    service: 'validation',
    createClient: (adapter) => new PrismaClient({ adapter }),
  });
}
