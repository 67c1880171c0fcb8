import type { Scope } from '@skillwright/auth';

/** The record of a token of the platform. The token itself is stored nowhere. */
export interface TokenRecord {
  /** The token's `jti`. */
  readonly id: string;
  /** The token's `sub`. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** The subject of the caller that had it issued. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}
