import { authSettings } from '@skillwright/auth/settings';
import { settings } from '@skillwright/service';
import type { z } from 'zod';

/** The settings of every subgraph process, besides those of its service. */
export const processSettings = (port: number) => ({
  HOST: settings.host,
  ALLOWED_HOSTS: settings.allowedHosts,
  CORS_ORIGINS: settings.corsOrigins,
  PORT: settings.port(port),
  LOG_LEVEL: settings.logLevel,
  DATA_DIR: settings.dataDir,
  KAFKA_BROKERS: settings.kafkaBrokers,
  EVENT_RETENTION_DAYS: settings.eventRetentionDays,
  ...authSettings,
});

export type ProcessSettings = Readonly<z.output<z.ZodObject<ReturnType<typeof processSettings>>>>;
