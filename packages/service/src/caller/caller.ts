import type { Principal } from './principal.js';

/** A request as it travels: one object, made at a door and handed down to everything that works for it. */
export interface Caller {
  readonly requestId: string;
  readonly principal: Principal;
  /** W3C Trace Context of the request. */
  readonly traceparent: string | undefined;
  /** When the request is given up, in milliseconds since the epoch. */
  readonly deadlineAt: number;
  /**
   * Aborted when no answer is wanted any more; its reason is CLIENT_GONE or REQUEST_TIMEOUT. Reads stop then; a write that
   * has begun may go on.
   */
  readonly signal: AbortSignal;
}
