import { Database } from '@skillwright/postgres/prisma';
import { PrismaClient, type Prisma } from '@skillwright/prisma/skill';
import type { Logger } from '@skillwright/service';

/** The skill service's own database. */
export type SkillDatabase = Database<PrismaClient, Prisma.TransactionClient>;

export function createSkillDatabase(options: { readonly databaseUrl: string; readonly logger: Logger }): SkillDatabase {
  return new Database({
    ...options,
    service: 'skill',
    createClient: (adapter) => new PrismaClient({ adapter }),
  });
}
