import type { Auth } from '@skillwright/auth';
import { createTransport, type EventTransport } from '@skillwright/events/log';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@skillwright/prisma/skill';
import { migrate } from '@skillwright/prisma/migrate';
import { createLogger, type Clock, type Logger, type ServiceApp } from '@skillwright/service';
import { executeText, temporaryFolder, testPostgres } from '@skillwright/testing';
import { createSkillApp } from '../src/app.js';
import type { SkillConfig } from '../src/config.js';
import { createSkillDatabase } from '../src/library/prisma-skill-database.js';
import { PrismaSkillRepository } from '../src/library/prisma-skill-repository.js';
import type { SkillRepository } from '../src/library/skill-repository.js';

export interface TestSkillService {
  readonly app: ServiceApp;
  readonly transport: EventTransport;
  readonly config: SkillConfig;
  /** A client of the service's own database. */
  readonly prisma: PrismaClient;
  /** The repository of another replica. */
  readonly repository: SkillRepository;
  /** Executes a GraphQL operation and returns its data. Throws its first error. */
  query<Data = Record<string, unknown>>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Returns the committed events, oldest first. */
  events(): Promise<{ topic: string; key: string; data: Record<string, unknown> }[]>;
  dispose(): Promise<void>;
}

/** Builds a skill service over a new database and the embedded event log, without starting it. */
export async function createTestSkillService(
  options: Partial<SkillConfig> & { readonly clock?: Clock; readonly auth?: Auth; readonly logger?: Logger } = {},
): Promise<TestSkillService> {
  const { clock, auth, logger = createLogger({ service: 'skill', level: 'silent' }), ...settings } = options;
  const [folder, ownDatabase] = await Promise.all([
    temporaryFolder(),
    testPostgres().then((postgres) => postgres.createDatabase({ service: 'skill', migrate })),
  ]);
  const transport = createTransport({ embedded: folder.path, logger });
  const config: SkillConfig = {
    databaseUrl: ownDatabase.url,
    generationUrl: 'http://127.0.0.1:1',
    validationUrl: 'http://127.0.0.1:1',
    skillsDir: undefined,
    ...settings,
  };
  const app = await createSkillApp(config, { logger, transport, ...(clock && { clock }), ...(auth && { auth }) });
  const database = createSkillDatabase({ databaseUrl: config.databaseUrl, logger });
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: ownDatabase.url, max: 2 }) });
  return {
    app,
    transport,
    config,
    prisma,
    repository: new PrismaSkillRepository(database),
    async query<Data>(query: string, variables: Record<string, unknown> = {}) {
      const { data, errors } = await executeText(app.execute, query, { variables });
      if (errors?.[0]) throw Object.assign(new Error(errors[0].message), errors[0].extensions);
      return data as Data;
    },
    async events() {
      const rows = await prisma.outbox.findMany({ orderBy: { sequence: 'asc' } });
      return rows.map(({ type, aggregateid, payload }) => ({
        topic: type,
        key: aggregateid,
        data: payload as Record<string, unknown>,
      }));
    },
    async dispose() {
      await app.http.close();
      await app.stop();
      await transport.close();
      await Promise.all([prisma.$disconnect(), database.close()]);
      await ownDatabase.dispose();
      await folder.dispose();
    },
  };
}
