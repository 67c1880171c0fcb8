import { availableParallelism } from 'node:os';
import { parseConfig, settings } from '@skillwright/service';
import { processSettings, type ParsedConfig } from '@skillwright/subgraph';
import { z } from 'zod';

const count = (byDefault: number) => settings.wholeNumber(1, 1_000_000).default(byDefault);

/** The validation service's settings, as the environment names them. */
export const validationSettings = z.object({
  ...processSettings(4003),
  VALIDATION_DATABASE_URL: settings.databaseUrl,
  GENERATION_SERVICE_URL: settings.serviceUrl('http://127.0.0.1:4002'),
  VALIDATION_CONCURRENCY: count(Math.min(4, availableParallelism())).describe(
    'How many validations run at the same time in one process; by default one for each processor, up to 4.',
  ),
  VALIDATION_QUEUE_LIMIT: count(500).describe('How many validations may wait; further ones are refused with 503.'),
});

/** The settings of the service, in every kind of process. */
export interface ValidationConfig {
  readonly databaseUrl: string;
  readonly generationUrl: string;
  readonly concurrency: number;
  readonly queueLimit: number;
}

/** The settings of the process. Throws ConfigError that names every bad variable. */
export function parseValidationConfig(
  env: Readonly<Record<string, string | undefined>>,
): ParsedConfig<ValidationConfig> {
  const set = parseConfig(validationSettings, env);
  const service: ValidationConfig = {
    databaseUrl: set.VALIDATION_DATABASE_URL,
    generationUrl: set.GENERATION_SERVICE_URL,
    concurrency: set.VALIDATION_CONCURRENCY,
    queueLimit: set.VALIDATION_QUEUE_LIMIT,
  };
  return { service, process: set };
}
