import type { Histogram } from 'prom-client';
import type { MutationResolvers, Resolvers } from '../generated/resolvers.js';
import { verifySkill, type Verifier } from './verify-skill.js';

/** Returns the resolvers of the verification's part of the schema. */
export function createVerificationResolvers(verifier: Verifier, durations: Histogram<'verdict'>) {
  return {
    Mutation: {
      verifySkill: async (_parent, { input }, context) => {
        const stop = durations.startTimer({ verdict: 'error' });
        let verdict = 'error';
        try {
          const verification = await verifySkill(verifier, input, context.caller);
          verdict = verification.passed ? 'passed' : 'failed';
          return verification;
        } finally {
          stop({ verdict });
        }
      },
    } satisfies MutationResolvers,
  } satisfies Resolvers;
}
