import { parseConfig, settings } from '@skillwright/service/start-up';
import { z } from 'zod';

/** The settings of a standalone start. Unset databases and brokers fall back to embedded ones. */
export const standaloneSettings = z.object({
  HOST: settings.host,
  PORT: settings.port(4000),
  DATA_DIR: settings.dataDir,
  // The start-up report has the usual information, so the services only log trouble.
  LOG_LEVEL: settings.logLevel.unwrap().default('warn'),
  SKILL_DATABASE_URL: settings.databaseUrl.optional(),
  VALIDATION_DATABASE_URL: settings.databaseUrl.optional(),
  KAFKA_BROKERS: settings.kafkaBrokers,
  EVENT_RETENTION_DAYS: settings.eventRetentionDays,
});

export type StandaloneConfig = Readonly<z.output<typeof standaloneSettings>>;

/** Reads the settings of the process. Throws a ConfigError that lists every invalid setting. */
export function readStandaloneConfig(env: NodeJS.ProcessEnv): StandaloneConfig {
  return parseConfig(standaloneSettings, env);
}
