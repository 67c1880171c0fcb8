import { createLogger, type Logger } from '@skillwright/service';

/** A logger that writes nothing, unless LOG_LEVEL asks for it. */
export function silentLogger(): Logger {
  const { LOG_LEVEL: level } = process.env;
  return createLogger({ service: 'test', level: level === 'debug' || level === 'info' ? level : 'silent' });
}
