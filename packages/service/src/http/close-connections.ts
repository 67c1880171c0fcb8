import type { FastifyInstance } from 'fastify';

/** How long requests in flight may go on once the server closes. */
const drainTimeoutMs = 8_000;

/**
 * On close: lets the requests in flight finish, then ends every connection. Node by itself waits for connections that
 * are open and have not asked anything yet.
 */
export function closeConnectionsOnceDrained(http: FastifyInstance): void {
  let inFlight = 0;
  let onDrained: (() => void) | undefined;
  http.addHook('onRequest', async () => {
    inFlight += 1;
  });
  const leave = async () => {
    inFlight -= 1;
    if (inFlight === 0) onDrained?.();
  };
  http.addHook('onResponse', leave);
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
    if (inFlight === 0) onDrained();
  });
}
