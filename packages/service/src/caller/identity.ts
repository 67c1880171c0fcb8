import type { ServiceError } from '../errors/service-error.js';
import type { Principal } from './principal.js';

/** The outcome of authentication. */
export interface Identity {
  /** The anonymous principal if there is no token, or if it is refused. */
  readonly principal: Principal;
  /** The reason for which the token is refused. The doors refuse every operation of the caller with it. */
  readonly refusal?: ServiceError | undefined;
  /**
   * Calls `listener` once the token has expired or is revoked. Returns a function that stops waiting. Undefined for a
   * principal without a token.
   */
  readonly onEnd?: ((listener: () => void) => () => void) | undefined;
}

/** Finds out on whose behalf a request is made. */
export interface Authenticator {
  /** Identifies the sender of an `Authorization` header. Never rejects: a token that is refused is a `refusal`. */
  identify(authorization: string | undefined): Promise<Identity>;
  /** Throws unless the identity may read the metrics and the parts of readiness. Absent: everybody may. */
  readonly authoriseMonitoring?: ((identity: Identity) => void) | undefined;
}
