import type { IncomingMessage } from 'node:http';
import { coreErrors, readCallerHeaders, writeProblem, type Logger } from '@skillwright/service';
import type { FastifyInstance } from 'fastify';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { serveConnection } from './connection.js';
import { createProtocol, type ProtocolOptions } from './protocol.js';

/** The maximum size of one message of a client. */
const maxPayloadBytes = 1024 * 1024;
const closingTimeoutMs = 2_000;

/** Serves graphql-transport-ws at `ws://…/graphql`. Closes open sockets with 1001 when the server closes. */
export function registerWebSockets(
  http: FastifyInstance,
  options: ProtocolOptions & { readonly logger: Logger },
): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxPayloadBytes, handleProtocols });
  const protocol = createProtocol(options);
  sockets.on('connection', (socket, request) => serveConnection(protocol, socket, request, options.logger));

  http.server.on('upgrade', (request, socket, head) => {
    try {
      checkUpgrade(http, request);
    } catch (error) {
      return writeProblem(socket, error, readCallerHeaders(request.headers).requestId);
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
  });
  http.addHook('preClose', async () => {
    for (const client of sockets.clients) client.close(1001, 'The gateway is stopping');
    const closed = new Promise<void>((resolve) => sockets.close(() => resolve()));
    const timer = setTimeout(() => sockets.clients.forEach((client) => client.terminate()), closingTimeoutMs);
    await closed.finally(() => clearTimeout(timer));
  });
}

/** Browsers do not apply CORS to sockets, so that a page of another origin could read everything. */
function checkUpgrade(http: FastifyInstance, request: IncomingMessage): void {
  http.access.check(request);
  const path = request.url?.split('?')[0] ?? '';
  if (path !== '/graphql') throw coreErrors.NOT_FOUND({ method: 'WebSocket', path });
}
