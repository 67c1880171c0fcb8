import { availableParallelism } from 'node:os';
import { parseConfig, settings } from '@skillwright/service';
import { z } from 'zod';

const count = (byDefault: number) => z.coerce.number({ error: 'must be a number' }).int().min(1).default(byDefault);

/** The validation service's settings, as the environment names them. */
export const validationSettings = z.object({
  HOST: settings.host,
  PORT: settings.port(4003),
  LOG_LEVEL: settings.logLevel,
  DATA_DIR: settings.dataDir,
  VALIDATION_DATABASE_URL: settings.databaseUrl,
  KAFKA_BROKERS: settings.kafkaBrokers,
  GENERATION_SERVICE_URL: settings.serviceUrl('http://127.0.0.1:4002'),
  VALIDATION_CONCURRENCY: count(Math.min(4, availableParallelism())).describe(
    'How many validations run at the same time in one process; by default one for each processor, up to 4.',
  ),
  VALIDATION_QUEUE_LIMIT: count(500).describe('How many validations may wait; further ones are refused with 503.'),
});

/** What the service needs to know, wherever it runs. */
export interface ValidationConfig {
  readonly databaseUrl: string;
  readonly generationUrl: string;
  readonly concurrency: number;
  readonly queueLimit: number;
}

/** The settings of the process. Throws ConfigError that names every bad variable. */
export function parseValidationConfig(env: Readonly<Record<string, string | undefined>>) {
  const set = parseConfig(validationSettings, env);
  const service: ValidationConfig = {
    databaseUrl: set.VALIDATION_DATABASE_URL,
    generationUrl: set.GENERATION_SERVICE_URL,
    concurrency: set.VALIDATION_CONCURRENCY,
    queueLimit: set.VALIDATION_QUEUE_LIMIT,
  };
  return {
    service,
    host: set.HOST,
    port: set.PORT,
    logLevel: set.LOG_LEVEL,
    dataDir: set.DATA_DIR,
    kafkaBrokers: set.KAFKA_BROKERS,
  };
}
