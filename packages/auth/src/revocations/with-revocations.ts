import type { ServiceApp } from '@skillwright/service';
import type { RevokedTokens } from './revoked-tokens.js';

/** Returns the service with the reading of revoked tokens as one of its parts. */
export function withRevocations(app: ServiceApp, revoked: RevokedTokens): ServiceApp {
  app.health.addPart('revoked_tokens', () => revoked.status());
  return {
    ...app,
    start: async () => {
      revoked.start();
      await app.start();
    },
    stop: () => app.stop().finally(() => revoked.stop()),
  };
}
