import { messageOf, type Logger } from '@skillwright/service';

/** Adapts a logger to the interface of Apollo's packages. Their level info (loaded, stopped) becomes debug. */
export function toApolloLogger(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.trace(messageOf(message)),
    info: (message?: unknown) => logger.debug(messageOf(message)),
    warn: (message?: unknown) => logger.warn(messageOf(message)),
    error: (message?: unknown) => logger.error({ err: message }, messageOf(message)),
  };
}
