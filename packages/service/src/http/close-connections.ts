import { coreErrors } from '../errors/core-errors.js';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** The time that requests in flight may take once the server closes. */
const drainTimeoutMs = 8_000;

/**
 * When the server closes, refuses further requests, lets those in flight finish, for 8 seconds at most, and then ends
 * every connection.
 * Node by itself waits for open connections that have not sent a request.
 */
export function closeConnectionsOnceDrained(http: FastifyInstance): void {
  const inFlight = new Set<FastifyReply>();
  let onDrained: (() => void) | undefined;
  const leave = (reply: FastifyReply) => {
    inFlight.delete(reply);
    if (inFlight.size === 0) onDrained?.();
  };
  let isClosing = false;
  http.addHook('onRequest', async (_request, reply) => {
    if (isClosing) throw coreErrors.SHUTTING_DOWN();
    inFlight.add(reply);
    // Fastify does not call onResponse if the client disconnects. A handler that has not answered yet continues without
    // a client.
    reply.raw.once('close', () => {
      if (reply.sent) leave(reply);
    });
  });
  http.addHook('onSend', async (_request, reply) => {
    if (reply.raw.destroyed) leave(reply);
  });
  http.addHook('onResponse', async (_request, reply) => leave(reply));
  http.addHook('preClose', async () => {
    isClosing = true;
    const closeAll = () => {
      http.server.closeAllConnections();
      // The server accepts connections until it has stopped listening, and would wait for them.
      http.server.on('connection', (socket) => socket.destroy());
    };
    const timer = setTimeout(closeAll, drainTimeoutMs);
    timer.unref();
    onDrained = () => {
      clearTimeout(timer);
      setImmediate(closeAll);
    };
    if (inFlight.size === 0) onDrained();
  });
}
