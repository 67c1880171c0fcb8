import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { coreErrors, type Identity, type Logger } from '@skillwright/service';
import type { Server } from 'graphql-ws';
import type { WebSocket } from 'ws';

/** The data that the protocol keeps for a socket. Each of its operations gets a caller of its own from it. */
export interface SocketExtra {
  readonly socket: WebSocket;
  readonly headers: IncomingHttpHeaders;
  /** The identity of the client, set when the connection is accepted. */
  identity?: Identity;
  /** Aborts when the socket is closed. */
  readonly signal: AbortSignal;
}

const pingIntervalMs = 12_000;

/**
 * Connects a socket to the protocol. A message is sent when the kernel has accepted the one before it. A peer that does
 * not answer pings is disconnected.
 */
export function serveConnection(
  protocol: Server<SocketExtra>,
  socket: WebSocket,
  request: IncomingMessage,
  logger: Logger,
): void {
  const gone = new AbortController();
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) =>
        new Promise((resolve) => {
          if (socket.readyState !== socket.OPEN) return resolve();
          // A failed write is followed by the close of the socket, which ends the subscriptions.
          socket.send(data, () => resolve());
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => {
        socket.on('message', (data) => {
          handle(String(data)).catch((error: unknown) => {
            logger.error({ err: error }, 'a WebSocket message could not be handled');
            socket.close(1011, 'Internal error');
          });
        });
      },
    },
    { socket, headers: request.headers, signal: gone.signal },
  );
  const stopPinging = keepAlive(socket);
  socket.on('error', (error) => logger.debug({ err: error }, 'a WebSocket failed'));
  socket.once('close', (code, reason) => {
    stopPinging();
    gone.abort(coreErrors.CLIENT_GONE());
    closed(code, String(reason)).catch((error: unknown) => {
      logger.error({ err: error }, 'the subscriptions of a WebSocket could not be ended');
    });
  });
}

function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => (answered = true));
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingIntervalMs);
  return () => clearInterval(timer);
}
