import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  issuePlatformToken,
  openAuth,
  openPlatformKey,
  type Auth,
  type AuthOptions,
  type Scope,
} from '@skillwright/auth';
import { temporaryFolder } from '@skillwright/testing';

/** An authentication with a platform key of its own, and the tokens that it accepts. */
export interface TestTokens {
  readonly auth: Auth;
  /** Opens the authentication of a service of the same installation. */
  open(options: AuthOptions): Promise<Auth>;
  /** Issues a token for the subject `ada`. */
  issue(scopes: readonly Scope[], claims?: { readonly id?: string; readonly lifeMs?: number }): Promise<string>;
  revoke(id: string): void;
  dispose(): Promise<void>;
}

/** Creates an authentication that accepts tokens of the platform alone. */
export async function createTestTokens(): Promise<TestTokens> {
  const folder = await temporaryFolder();
  const platformKey = join(folder.path, 'platform.json');
  const revoked = new Set<string>();
  const listeners = new Set<(id: string) => void>();
  const registry = {
    isRevoked: (id: string) => revoked.has(id),
    onRevoked: (listener: (id: string) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const open = (options: AuthOptions) =>
    openAuth({ mode: 'required', platformKey, issuer: undefined }, { registry, ...options });
  const auth = await open({});
  const key = await openPlatformKey(platformKey);
  return {
    auth,
    open,
    issue: (scopes, { id = randomUUID(), lifeMs = 60_000 } = {}) =>
      issuePlatformToken(key, {
        ...{ id, scopes, subject: 'ada' },
        issuedAt: new Date(),
        expiresAt: new Date(Date.now() + lifeMs),
      }),
    revoke: (id) => {
      revoked.add(id);
      for (const listener of [...listeners]) listener(id);
    },
    dispose: () => folder.dispose(),
  };
}
