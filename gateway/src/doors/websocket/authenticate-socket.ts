import type { Authenticator } from '@skillwright/service';
import type { SocketExtra } from './connection.js';

/** The close code of graphql-transport-ws for a client whose token is refused, has expired or is revoked. */
export const forbiddenCloseCode = 4403;
/** The close code of WebSocket for a server that cannot serve at the moment. Clients connect again after it. */
export const tryAgainCloseCode = 1013;

/**
 * Identifies the client of a socket by `authorization` in the payload of `connection_init`, and closes the socket when
 * the token ends. Returns false for a token that is refused; the socket is closed then.
 */
export async function authenticateSocket(
  authenticator: Authenticator,
  payload: Readonly<Record<string, unknown>> | undefined,
  extra: SocketExtra,
): Promise<boolean> {
  const { socket, signal } = extra;
  const identity = await authenticator.identify(authorizationIn(payload));
  const { refusal } = identity;
  if (refusal) {
    const code = refusal.category === 'unauthenticated' ? forbiddenCloseCode : tryAgainCloseCode;
    socket.close(code, code === forbiddenCloseCode ? 'FORBIDDEN' : refusal.code);
    return false;
  }
  extra.identity = identity;
  const stopWaiting = identity.onEnd?.(() => socket.close(forbiddenCloseCode, 'FORBIDDEN'));
  if (stopWaiting) signal.addEventListener('abort', stopWaiting, { once: true });
  if (signal.aborted) stopWaiting?.();
  return true;
}

/** Clients write the name as they write the header. A value that is no text is refused as a token is. */
function authorizationIn(payload: Readonly<Record<string, unknown>> = {}): string | undefined {
  const [, value] = Object.entries(payload).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  return value === undefined || value === null ? undefined : typeof value === 'string' ? value : '';
}
