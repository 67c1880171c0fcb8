import type { RequestHeaders, Logger } from '@skillwright/service';

/** What a resolver knows of the request that it answers. */
export interface RequestContext extends RequestHeaders {
  readonly logger: Logger;
  /** Makes a thing once in the request and gives the same one afterwards: where DataLoaders live. */
  memo<T>(key: string | symbol, create: () => T): T;
}

export function createRequestContext(headers: RequestHeaders, logger: Logger): RequestContext {
  const made = new Map<string | symbol, unknown>();
  return {
    ...headers,
    logger: logger.child({ request_id: headers.requestId }),
    memo<T>(key: string | symbol, create: () => T): T {
      if (!made.has(key)) made.set(key, create());
      return made.get(key) as T;
    },
  };
}
