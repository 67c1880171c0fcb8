import type { Identity } from './identity.js';

/** A request on its way through a service. A door creates it, and every function that works for the request gets it. */
export interface Caller extends Identity {
  readonly requestId: string;
  /** The W3C Trace Context of the request. */
  readonly traceparent: string | undefined;
  /** The time at which the request is given up, in milliseconds since the epoch. */
  readonly deadlineAt: number;
  /**
   * Aborts when nobody waits for the answer any more, with the reason CLIENT_GONE or REQUEST_TIMEOUT. Reads stop then;
   * a write that has begun may continue.
   */
  readonly signal: AbortSignal;
}
