import { operations } from '@skillwright/contracts/operations';
import { registerRest, type Operation } from '@skillwright/rest';
import type { GraphQLExecutor, Logger } from '@skillwright/service';
import type { FastifyInstance } from 'fastify';
import { validate, type GraphQLSchema } from 'graphql';

/**
 * Mounts the REST lines of the operations that the supergraph in use can answer and returns these operations. Another
 * supergraph than ours leaves out those that it cannot answer.
 */
export function mountRest(
  http: FastifyInstance,
  options: { readonly schema: GraphQLSchema; readonly execute: GraphQLExecutor; readonly logger: Logger },
): readonly Operation[] {
  const answered = operations.filter(({ name, document, rest }) => {
    if (!rest) return false;
    const [error] = validate(options.schema, document);
    if (error) {
      options.logger.warn({ operation: name, reason: error.message }, 'the supergraph cannot answer a REST call');
    }
    return !error;
  });
  registerRest(http, { operations: answered, execute: options.execute });
  return answered;
}
