import { pino, type Logger as PinoLogger, type LevelWithSilent } from 'pino';

export type Logger = PinoLogger;

/** The fields that are redacted in a logged object, down to its third level. */
const secrets = ['password', 'authorization', 'cookie', 'databaseUrl', 'DATABASE_URL'];

/**
 * Creates a logger that writes JSON lines to standard output, or to `destination`. Every line names the service;
 * secrets are redacted.
 */
export function createLogger(options: {
  service: string;
  level: LevelWithSilent;
  destination?: { write(line: string): void };
}): Logger {
  const pinoOptions = {
    level: options.level,
    base: { service: options.service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  };
  return options.destination ? pino(pinoOptions, options.destination) : pino(pinoOptions);
}
