import { coreErrors } from '../errors/core-errors.js';
import { newId } from '../id.js';
import type { Caller } from './caller.js';
import { followSignals } from './follow-signals.js';
import { anonymous, type Principal } from './principal.js';

export interface CallerOptions {
  /** A new one by default. */
  readonly requestId?: string;
  /** Anonymous by default. */
  readonly principal?: Principal;
  readonly traceparent?: string | undefined;
  /** How long the request may take from now on. */
  readonly timeoutMs: number;
  /** Ends the request before its time. */
  readonly signal?: AbortSignal | undefined;
}

/** A caller, with the means of the door that made it. */
export interface OpenCaller {
  readonly caller: Caller;
  /** The client is gone: aborts the caller's signal. */
  abandon(): void;
  /** The answer is sent. Ends the deadline's timer; call it once the request is over. */
  close(): void;
}

/** Makes the caller of a request that begins now. Every door makes its callers by this function. */
export function openCaller(options: CallerOptions): OpenCaller {
  const { timeoutMs } = options;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(coreErrors.REQUEST_TIMEOUT()), timeoutMs);
  timer.unref();
  const unfollow = followSignals(controller, [options.signal]);
  return {
    caller: {
      requestId: options.requestId ?? newId(),
      principal: options.principal ?? anonymous,
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

/** Does work as a caller of its own that lives as long as the work. For what a service does without being asked. */
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
