import { operations } from '@skillwright/contracts/operations';
import { registerRest, type Operation, type RestOptions } from '@skillwright/rest';
import type { Logger } from '@skillwright/service';
import type { FastifyInstance } from 'fastify';
import { validate, type GraphQLSchema } from 'graphql';

/**
 * Adds the REST lines of the operations that the supergraph can answer, and returns these operations. A foreign
 * supergraph may leave out some or all of them.
 */
export function mountRest(
  http: FastifyInstance,
  options: Pick<RestOptions, 'execute' | 'authorise'> & { readonly schema: GraphQLSchema; readonly logger: Logger },
): readonly Operation[] {
  const answered = operations.filter(({ name, document, rest }) => {
    if (!rest) return false;
    const [error] = validate(options.schema, document);
    if (error) {
      options.logger.warn({ operation: name, reason: error.message }, 'the supergraph cannot answer a REST call');
    }
    return !error;
  });
  registerRest(http, { operations: answered, execute: options.execute, authorise: options.authorise });
  return answered;
}
