import { registerRest, restTable } from '@skillwright/rest';
import type { GraphQLExecutor, Logger } from '@skillwright/service';
import type { FastifyInstance } from 'fastify';
import { validate, type GraphQLSchema } from 'graphql';

/**
 * Mounts the REST rows that the supergraph in use can answer and returns them; another supergraph than ours leaves out
 * those that it cannot.
 */
export function mountRest(
  http: FastifyInstance,
  options: { readonly schema: GraphQLSchema; readonly execute: GraphQLExecutor; readonly logger: Logger },
): typeof restTable {
  const rows = restTable.filter((row) => {
    const [error] = validate(options.schema, row.operation);
    if (error) {
      options.logger.warn({ row: row.name, reason: error.message }, 'the supergraph cannot answer a REST row');
    }
    return !error;
  });
  registerRest(http, { rows, execute: options.execute });
  return rows;
}
