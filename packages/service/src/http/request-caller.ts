import type { FastifyInstance } from 'fastify';
import { readCallerHeaders } from '../caller/caller-headers.js';
import type { Caller } from '../caller/caller.js';
import { openCaller } from '../caller/open-caller.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** For whom the request is carried out. Its signal aborts when the client goes before its answer was sent. */
    caller: Caller;
  }
}

/** Gives every request of the server its caller. Nothing that a client says of its identity is believed. */
export function giveCallers(http: FastifyInstance, { timeoutMs }: { readonly timeoutMs: number }): void {
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
