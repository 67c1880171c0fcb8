import type { MutationResolvers, QueryResolvers, Resolvers } from '../generated/resolvers.js';
import { createToken } from './create-token.js';
import { listTokens } from './list-tokens.js';
import { revokeToken } from './revoke-token.js';
import type { TokenIssuance } from './token-issuance.js';

/** Returns the resolvers of the tokens' part of the schema. */
export function createTokenResolvers(issuance: TokenIssuance) {
  return {
    Query: {
      tokens: (_parent, args) => listTokens(issuance, args),
    } satisfies QueryResolvers,
    Mutation: {
      createToken: (_parent, { input }, { caller }) => createToken(issuance, input, caller),
      revokeToken: async (_parent, { input }, { caller }) => ({ token: await revokeToken(issuance, input.id, caller) }),
    } satisfies MutationResolvers,
  } satisfies Resolvers;
}
