import { parseConfig, settings } from '@skillwright/service/start-up';
import { z } from 'zod';

/** The settings of all services in one process. What is unset falls back to embedded parts. */
export const standaloneSettings = z.object({
  HOST: settings.host,
  PORT: settings.port(4000),
  DATA_DIR: settings.dataDir,
  // The start-up report says what a person wants to know; the services add what goes wrong.
  LOG_LEVEL: settings.logLevel.unwrap().default('warn'),
  SKILL_DATABASE_URL: settings.databaseUrl.optional(),
  VALIDATION_DATABASE_URL: settings.databaseUrl.optional(),
  KAFKA_BROKERS: settings.kafkaBrokers,
  EVENT_RETENTION_DAYS: settings.eventRetentionDays,
});

export type StandaloneConfig = Readonly<z.output<typeof standaloneSettings>>;

/** Reads the settings of the process; throws a ConfigError that names every bad one. */
export function readStandaloneConfig(env: NodeJS.ProcessEnv): StandaloneConfig {
  return parseConfig(standaloneSettings, env);
}
