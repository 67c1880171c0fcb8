import { settings } from '@skillwright/service';
import type { z } from 'zod';

/** The settings that every subgraph's process has; a service's own stand beside them. */
export const processSettings = (port: number) => ({
  HOST: settings.host,
  PORT: settings.port(port),
  LOG_LEVEL: settings.logLevel,
  DATA_DIR: settings.dataDir,
  KAFKA_BROKERS: settings.kafkaBrokers,
  EVENT_RETENTION_DAYS: settings.eventRetentionDays,
});

export type ProcessSettings = Readonly<z.output<z.ZodObject<ReturnType<typeof processSettings>>>>;
