import type { Logger } from '@skillwright/service';

/** Adapts a logger to the interface of Apollo's packages. Their level info (loaded, stopped) becomes debug. */
export function toApolloLogger(logger: Logger) {
  const text = (message: unknown) => (message instanceof Error ? message.message : String(message));
  return {
    debug: (message?: unknown) => logger.trace(text(message)),
    info: (message?: unknown) => logger.debug(text(message)),
    warn: (message?: unknown) => logger.warn(text(message)),
    error: (message?: unknown) => logger.error({ err: message }, text(message)),
  };
}
