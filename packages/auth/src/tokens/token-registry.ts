/** The platform's tokens that were revoked before their expiry. */
export interface TokenRegistry {
  /**
   * Whether the token with this id (`jti`) is revoked. It is asked for every request with a token of the platform.
   * Throws a ServiceError, with which the token is refused, if that is not known.
   */
  isRevoked(id: string): boolean;
  /** Calls `listener` with the id of each token that is revoked from now on. Returns a function that ends the calls. */
  onRevoked(listener: (id: string) => void): () => void;
}

/** A registry that revokes nothing. */
export const noRevocations: TokenRegistry = { isRevoked: () => false, onRevoked: () => () => undefined };
