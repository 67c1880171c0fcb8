import { authErrors } from '../errors.js';
import type { TokenRegistry } from '../tokens/token-registry.js';

/** The registry of a process that has no access to the platform's event log. It refuses every token of the platform. */
export const unreadRevocations: TokenRegistry = {
  isRevoked: () => {
    throw authErrors.UNAUTHENTICATED({
      reason:
        'Tokens of the platform are not accepted here: without KAFKA_BROKERS this process cannot know which are revoked.',
    });
  },
  onRevoked: () => () => undefined,
};
