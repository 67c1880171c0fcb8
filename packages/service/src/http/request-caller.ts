import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readCallerHeaders } from '../caller/caller-headers.js';
import type { Caller } from '../caller/caller.js';
import type { Authenticator } from '../caller/identity.js';
import { openCaller } from '../caller/open-caller.js';
import { challengeOf } from './challenge.js';
import { headerValues } from './header-values.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller of the request. Its signal aborts when the client disconnects before the answer was sent. */
    caller: Caller;
  }
}

/**
 * Adds `caller` to every request of a server. Without an authenticator every caller is anonymous. An answer with the
 * status 401 says how to authenticate.
 */
export function addRequestCallers(
  http: FastifyInstance,
  { timeoutMs, authenticator }: { readonly timeoutMs: number; readonly authenticator: Authenticator | undefined },
): void {
  http.decorateRequest('caller');
  http.addHook('onRequest', async (request, reply) => {
    const { traceparent } = readCallerHeaders(request.headers);
    const identity = await authenticator?.identify(authorizationOf(request));
    const { caller, abandon, close } = openCaller({ requestId: request.id, traceparent, timeoutMs, ...identity });
    request.caller = caller;
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) abandon();
      close();
    });
  });
  http.addHook('onSend', async (request, reply) => {
    if (reply.statusCode === 401) reply.header('www-authenticate', challengeOf(request.caller.refusal));
  });
}

/** Returns the `Authorization` of a request. Several are joined, which no authenticator accepts. */
function authorizationOf({ raw, headers }: FastifyRequest): string | undefined {
  // A proxy in front may have looked at another one of them.
  return headers.authorization === undefined ? undefined : headerValues(raw, 'authorization').join(', ');
}
