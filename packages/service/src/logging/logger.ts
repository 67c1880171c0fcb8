import { pino, type Logger as PinoLogger, type LevelWithSilent } from 'pino';

export type Logger = PinoLogger;

/** Fields that never reach the log, wherever a logged object holds them. */
const secrets = ['password', 'authorization', 'cookie', 'databaseUrl', 'DATABASE_URL'];

/** A JSON logger to standard output; every line names its service, secrets are redacted. */
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
