import { setMaxListeners } from 'node:events';
import { coreErrors } from '../errors/core-errors.js';
import { newId } from '../id.js';
import type { Caller } from './caller.js';
import { followSignals } from './follow-signals.js';
import type { Identity } from './identity.js';
import { anonymous } from './principal.js';

export interface CallerOptions extends Partial<Identity> {
  /** A new UUIDv7 by default. */
  readonly requestId?: string;
  readonly traceparent?: string | undefined;
  /** The time that the request may take from now on, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends the request before its deadline. */
  readonly signal?: AbortSignal | undefined;
}

/** A caller, and the functions that belong to the door that created it. */
export interface OpenCaller {
  readonly caller: Caller;
  /** Aborts the caller's signal with CLIENT_GONE. Call it when the client has disconnected. */
  abandon(): void;
  /** Stops the timer of the deadline. Call it when the request is over. */
  close(): void;
}

/** Creates the caller of a request that begins now. Every door creates its callers by this function. */
export function openCaller(options: CallerOptions): OpenCaller {
  const { timeoutMs } = options;
  const controller = new AbortController();
  // Every part of the work may listen for the end of the request.
  setMaxListeners(0, controller.signal);
  const timer = setTimeout(() => controller.abort(coreErrors.REQUEST_TIMEOUT()), timeoutMs);
  timer.unref();
  const unfollow = followSignals(controller, [options.signal]);
  return {
    caller: {
      requestId: options.requestId ?? newId(),
      principal: options.principal ?? anonymous,
      ...(options.refusal && { refusal: options.refusal }),
      ...(options.onEnd && { onEnd: options.onEnd }),
      traceparent: options.traceparent,
      deadlineAt: Date.now() + timeoutMs,
      signal: controller.signal,
    },
    abandon: () => controller.abort(coreErrors.CLIENT_GONE()),
    close: () => {
      clearTimeout(timer);
      unfollow();
    },
  };
}

/**
 * Runs `work` with a caller of its own, and closes the caller when the work has ended. Returns the result of the work,
 * or throws its error.
 */
export async function runAs<Result>(
  options: CallerOptions,
  work: (caller: Caller) => Promise<Result>,
): Promise<Result> {
  const { caller, close } = openCaller(options);
  try {
    return await work(caller);
  } finally {
    close();
  }
}
