import type { Logger } from '@skillwright/service';

/** Our logger as Apollo's packages take it; what they tell as info (that they loaded, that they stopped) is detail here. */
export function toApolloLogger(logger: Logger) {
  const text = (message: unknown) => (message instanceof Error ? message.message : String(message));
  return {
    debug: (message?: unknown) => logger.trace(text(message)),
    info: (message?: unknown) => logger.debug(text(message)),
    warn: (message?: unknown) => logger.warn(text(message)),
    error: (message?: unknown) => logger.error({ err: message }, text(message)),
  };
}
