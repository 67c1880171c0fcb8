import type { GraphQLOverHttp } from '@skillwright/pipeline';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { graphiqlPath, wantsPage } from '../graphiql/register-graphiql.js';

/** Answers a request by GraphQL over SSE. */
export type EventStreamDoor = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Adds `GET` and `POST /graphql`: GraphQL over HTTP, GraphQL over SSE if the request accepts it, and a redirect to
 * GraphiQL for browsers.
 */
export function registerGraphQL(
  http: FastifyInstance,
  doors: { readonly overHttp: GraphQLOverHttp; readonly overEventStream: EventStreamDoor },
): void {
  http.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: async (request, reply) => {
      if (request.method === 'GET' && wantsPage(request)) return reply.redirect(graphiqlPath);
      if (wantsEventStream(request)) return doors.overEventStream(request, reply);
      return doors.overHttp.answer(request, reply);
    },
  });
}

function wantsEventStream({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? '').includes('text/event-stream');
}
