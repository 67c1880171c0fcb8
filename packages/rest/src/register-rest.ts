import { coreErrors, type GraphQLExecutor } from '@skillwright/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { archiveMediaType, parseRequest } from './parse-request.js';
import type { RestAnswer, RestRow } from './row.js';
import { toRestError } from './to-rest-error.js';

/** Mounts rows on a server of `createHttpServer`; each runs its operation through `execute`, for the request's caller. */
export function registerRest(
  http: FastifyInstance,
  { rows, execute }: { readonly rows: readonly RestRow[]; readonly execute: GraphQLExecutor },
): void {
  // A scope of its own, so that the parsers hold for these routes alone.
  http.register(async (scope) => {
    scope.removeContentTypeParser('text/plain');
    scope.addContentTypeParser(archiveMediaType, { parseAs: 'buffer' }, (request, body, done) => {
      const { acceptsArchive } = request.routeOptions.config as { acceptsArchive?: boolean };
      if (acceptsArchive) done(null, body);
      else done(coreErrors.UNSUPPORTED_MEDIA_TYPE({ mediaType: archiveMediaType }));
    });
    for (const row of rows) {
      const run = rowRunner(row, execute);
      scope.route({
        method: row.method,
        url: row.path,
        config: { acceptsArchive: row.acceptsArchive ?? false },
        handler: async (request, reply) => {
          const answer = await run(request);
          for (const [name, value] of Object.entries(answer.headers ?? {})) {
            if (value !== undefined) reply.header(name, value);
          }
          return reply.status(answer.status).send(answer.body);
        },
      });
    }
  });
}

function rowRunner(row: RestRow, execute: GraphQLExecutor): (request: FastifyRequest) => Promise<RestAnswer> {
  return async (request) => {
    const parsed = parseRequest(row, request);
    const operation = { document: row.operation, variables: row.toVariables(parsed) };
    const result = await execute(operation, request.caller);
    const [error] = result.errors ?? [];
    if (error) throw toRestError(row, error);
    return row.toAnswer(result.data, parsed);
  };
}
