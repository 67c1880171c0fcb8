import type { TokenRegistry } from './token-registry.js';
import type { VerifiedToken } from './token-verifier.js';

/** The longest wait of a timer in Node; a longer one would end at once. */
const longestWaitMs = 2 ** 31 - 1;

/**
 * Calls `listener` once, when the token has expired or is revoked. Returns a function that stops waiting. It does not
 * keep the process running.
 */
export function whenTokenEnds(
  { id, expiresAt }: Pick<VerifiedToken, 'id' | 'expiresAt'>,
  { registry, now }: { readonly registry: TokenRegistry; readonly now: () => number },
  listener: () => void,
): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const leftMs = expiresAt - now();
    timer = setTimeout(() => (leftMs > longestWaitMs ? wait() : end()), Math.max(0, Math.min(leftMs, longestWaitMs)));
    timer.unref();
  };
  const stopListening = registry.onRevoked((revoked) => {
    if (revoked === id) end();
  });
  const stop = () => {
    clearTimeout(timer);
    stopListening();
  };
  const end = () => {
    stop();
    listener();
  };
  wait();
  // It can be revoked after it was verified, and before anybody listens.
  if (id !== undefined && registry.isRevoked(id)) queueMicrotask(end);
  return stop;
}
