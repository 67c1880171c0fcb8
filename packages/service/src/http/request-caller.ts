import type { FastifyInstance } from 'fastify';
import { readCallerHeaders } from '../caller/caller-headers.js';
import type { Caller } from '../caller/caller.js';
import { openCaller } from '../caller/open-caller.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller of the request. Its signal aborts when the client disconnects before the answer was sent. */
    caller: Caller;
  }
}

/** Adds `caller` to every request of a server. Claims of a client about its identity are ignored. */
export function addRequestCallers(http: FastifyInstance, { timeoutMs }: { readonly timeoutMs: number }): void {
  http.decorateRequest('caller');
  http.addHook('onRequest', async (request, reply) => {
    const { traceparent } = readCallerHeaders(request.headers);
    const { caller, abandon, close } = openCaller({ requestId: request.id, traceparent, timeoutMs });
    request.caller = caller;
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) abandon();
      close();
    });
  });
}
