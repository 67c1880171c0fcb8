import { authSettings, readAuthConfig } from '@skillwright/auth/settings';
import { parseConfig, settings } from '@skillwright/service/start-up';
import { z } from 'zod';

/** The gateway's port. */
export const defaultPort = 4000;

/** The settings of a standalone start. Unset databases and brokers fall back to embedded ones. */
export const standaloneSettings = z.object({
  HOST: settings.host,
  ALLOWED_HOSTS: settings.allowedHosts,
  CORS_ORIGINS: settings.corsOrigins,
  PORT: settings.port(defaultPort),
  DATA_DIR: settings.dataDir,
  // The start-up report has the usual information, so the services only log trouble.
  LOG_LEVEL: settings.logLevel.unwrap().default('warn'),
  SKILL_DATABASE_URL: settings.databaseUrl.optional(),
  VALIDATION_DATABASE_URL: settings.databaseUrl.optional(),
  KAFKA_BROKERS: settings.kafkaBrokers,
  KAFKA_PORT: settings
    .wholeNumber(0, 65_535)
    .optional()
    .describe('The port of the local Apache Kafka; 9092 by default if PORT is 4000, else any free one.'),
  EVENT_RETENTION_DAYS: settings.eventRetentionDays,
  ...authSettings,
});

export type StandaloneConfig = Readonly<z.output<typeof standaloneSettings>>;

/** Reads the settings of the process. Throws a ConfigError that lists every invalid setting. */
export function readStandaloneConfig(env: NodeJS.ProcessEnv): StandaloneConfig {
  const config = parseConfig(standaloneSettings, env);
  readAuthConfig(config);
  return config;
}
