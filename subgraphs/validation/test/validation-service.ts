import { PrismaPg } from '@prisma/adapter-pg';
import { createTransport, type EventTransport } from '@skillwright/events/log';
import { PrismaClient } from '@skillwright/prisma/validation';
import { createLogger, type ServiceApp } from '@skillwright/service';
import { migrate } from '@skillwright/prisma/migrate';
import { executeText, temporaryFolder, testPostgres } from '@skillwright/testing';
import { createValidationApp, type ValidationParts } from '../src/app.js';
import type { ValidationConfig } from '../src/config.js';
import { startGenerationStub, type GenerationStub } from './generation-stub.js';

export interface TestValidationService {
  readonly app: ServiceApp;
  readonly transport: EventTransport;
  readonly generation: GenerationStub;
  /** Looks into the service's own database. */
  readonly prisma: PrismaClient;
  /** Statements that the service has sent to its database. */
  readonly config: ValidationConfig;
  /** The data of a GraphQL operation. Throws its first error. */
  query<Data = Record<string, unknown>>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  rest(call: {
    method: 'GET' | 'POST';
    url: string;
    body?: unknown;
    headers?: Record<string, string>;
  }): Promise<{ status: number; headers: Record<string, unknown>; body: Record<string, unknown> }>;
  /** The events that were committed, oldest first. */
  events(): Promise<{ topic: string; key: string; data: Record<string, unknown> }[]>;
  dispose(): Promise<void>;
}

export type TestOptions = Partial<ValidationConfig> & Partial<ValidationParts>;

/** A validation service over a database of its own, the embedded event log and a generation stub; it is built, not started. */
export async function createTestValidationService(options: TestOptions = {}): Promise<TestValidationService> {
  const { clock, sandbox, logger: givenLogger, ...settings } = options;
  const [folder, database, generation] = await Promise.all([
    temporaryFolder(),
    testPostgres().then((postgres) => postgres.createDatabase({ service: 'validation', migrate })),
    startGenerationStub(),
  ]);
  const logger = givenLogger ?? createLogger({ service: 'validation', level: 'silent' });
  const transport = createTransport({ embedded: folder.path, logger });
  const config: ValidationConfig = {
    databaseUrl: database.url,
    generationUrl: generation.url,
    concurrency: 2,
    queueLimit: 50,
    ...settings,
  };
  const parts = { logger, transport, ...(clock ? { clock } : {}), ...(sandbox ? { sandbox } : {}) };
  const app = await createValidationApp(config, parts);
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url, max: 2 }) });
  return {
    ...{ app, transport, generation, prisma, config },
    async query<Data>(query: string, variables: Record<string, unknown> = {}) {
      const { data, errors } = await executeText(app.execute, query, { variables });
      if (errors?.[0]) throw Object.assign(new Error(errors[0].message), errors[0].extensions);
      return data as Data;
    },
    async rest({ method, url, body, headers }) {
      const response = await app.http.inject({
        ...{ method, url, headers: headers ?? {} },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      return { status: response.statusCode, headers: response.headers, body: response.json() };
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
      await prisma.$disconnect();
      await generation.dispose();
      await database.dispose();
      await folder.dispose();
    },
  };
}
