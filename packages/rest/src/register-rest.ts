import { coreErrors, type Caller, type GraphQLExecutor } from '@skillwright/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { compileLine } from './line/compile-line.js';
import { readVariables } from './line/read-request.js';
import { toRestError } from './line/to-rest-error.js';
import { writeAnswer, type RestAnswer } from './line/write-answer.js';
import { archiveMediaType } from './media-types.js';
import { isRestOperation, type Operation, type RestOperation } from './operation/operation.js';

export interface RestOptions {
  readonly operations: readonly Operation[];
  readonly execute: GraphQLExecutor;
  /** Throws unless the caller has the scope. Without it every caller may make every call. */
  readonly authorise?: ((caller: Caller, scope: string) => void) | undefined;
}

/**
 * Adds the REST lines of operations to a server of `createHttpServer`. Each route executes its document by `execute`,
 * for the caller of the request. A caller that may not make a call is refused before its request is read.
 */
export function registerRest(http: FastifyInstance, { operations, execute, authorise }: RestOptions): void {
  // A scope limits the parsers to these routes.
  http.register(async (scope) => {
    scope.removeContentTypeParser('text/plain');
    scope.addContentTypeParser(archiveMediaType, { parseAs: 'buffer' }, (request, body, done) => {
      const { acceptsArchive } = request.routeOptions.config as { acceptsArchive?: boolean };
      if (acceptsArchive) done(null, body);
      else done(coreErrors.UNSUPPORTED_MEDIA_TYPE({ mediaType: archiveMediaType }));
    });
    for (const operation of operations.filter(isRestOperation)) {
      const run = runner(operation, execute);
      scope.route({
        method: operation.rest.method,
        url: operation.rest.path,
        config: { acceptsArchive: operation.rest.archive !== undefined },
        onRequest: async ({ caller }) => authorise?.(caller, operation.scope),
        handler: async (request, reply) => {
          const { status, headers, body } = await run(request);
          return reply.status(status).headers(headers).send(body);
        },
      });
    }
  });
}

function runner(operation: RestOperation, execute: GraphQLExecutor): (request: FastifyRequest) => Promise<RestAnswer> {
  const line = compileLine(operation);
  return async (request) => {
    const variables = readVariables(line, request);
    const result = await execute({ document: operation.document, variables }, request.caller);
    const [error] = result.errors ?? [];
    if (error) throw toRestError(line, error);
    return writeAnswer(line, result.data, { variables, headers: request.headers });
  };
}
