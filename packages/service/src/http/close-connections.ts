import type { FastifyInstance, FastifyReply } from 'fastify';

/** How long requests in flight may go on once the server closes. */
const drainTimeoutMs = 8_000;

/**
 * On close: lets the requests in flight finish, then ends every connection. Node by itself would wait for open connections
 * that have not sent a request yet.
 */
export function closeConnectionsOnceDrained(http: FastifyInstance): void {
  const inFlight = new Set<FastifyReply>();
  let onDrained: (() => void) | undefined;
  const leave = (reply: FastifyReply) => {
    inFlight.delete(reply);
    if (inFlight.size === 0) onDrained?.();
  };
  http.addHook('onRequest', async (_request, reply) => {
    inFlight.add(reply);
    // Fastify calls no onResponse where the client goes. Work that has not answered yet goes on without a client.
    reply.raw.once('close', () => {
      if (reply.sent) leave(reply);
    });
  });
  http.addHook('onSend', async (_request, reply) => {
    if (reply.raw.destroyed) leave(reply);
  });
  http.addHook('onResponse', async (_request, reply) => leave(reply));
  http.addHook('preClose', async () => {
    const closeAll = () => {
      http.server.closeAllConnections();
      // Until it has stopped listening it still accepts some; closing would wait for them.
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
