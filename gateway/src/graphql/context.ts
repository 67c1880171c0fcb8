import type { Logger, RequestHeaders } from '@skillwright/service';

/** What one GraphQL request carries through the gateway. */
export interface GatewayContext extends RequestHeaders {
  readonly logger: Logger;
  /** When the request as a whole is given up, in milliseconds since the epoch. */
  readonly deadlineAt: number;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal | undefined;
}

/** The context of a request that arrives now. */
export function createContext(
  headers: RequestHeaders,
  options: { readonly logger: Logger; readonly requestTimeoutMs: number; readonly signal?: AbortSignal | undefined },
): GatewayContext {
  return {
    ...headers,
    logger: options.logger.child({ request_id: headers.requestId }),
    deadlineAt: Date.now() + options.requestTimeoutMs,
    signal: options.signal,
  };
}
