import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '@skillwright/service';
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
    const refusal = refusalOf(request);
    if (refusal) return refuse(socket, refusal);
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
  });
  http.addHook('preClose', async () => {
    for (const client of sockets.clients) client.close(1001, 'The gateway is stopping');
    const closed = new Promise<void>((resolve) => sockets.close(() => resolve()));
    const timer = setTimeout(() => sockets.clients.forEach((client) => client.terminate()), closingTimeoutMs);
    await closed.finally(() => clearTimeout(timer));
  });
}

/**
 * Returns why a socket is refused, if it is. Browsers do not apply CORS to sockets, so a page of another origin could
 * read everything.
 */
function refusalOf({ url, headers }: IncomingMessage): string | undefined {
  if (url?.split('?')[0] !== '/graphql') return '404 Not Found';
  const { origin, host } = headers;
  if (origin !== undefined && hostOf(origin) !== host) return '403 Forbidden';
  return undefined;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
