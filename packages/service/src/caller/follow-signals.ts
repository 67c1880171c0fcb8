import { setMaxListeners } from 'node:events';

/**
 * Aborts `controller` with the same reason as soon as one of `signals` aborts. Returns a function that stops following.
 * `AbortSignal.any` is not used: it would keep a reference to a signal that lives longer than the work.
 */
export function followSignals(controller: AbortController, signals: readonly (AbortSignal | undefined)[]): () => void {
  const followed = signals.filter((signal) => signal !== undefined);
  const listeners = followed.map((signal) => {
    // Many requests may follow one signal, such as that of a WebSocket.
    setMaxListeners(0, signal);
    const abort = () => controller.abort(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    return () => signal.removeEventListener('abort', abort);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}
