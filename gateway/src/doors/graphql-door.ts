import { graphqlMediaTypes, type GraphQLOverHttp, type RequestText } from '@skillwright/pipeline';
import { chooseMediaType, coreErrors, namesMediaType } from '@skillwright/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { graphiqlPath, pageMediaType, wantsPage } from '../graphiql/register-graphiql.js';

/** Answers a request by GraphQL over SSE. `operation` is the one of the request, if it was read already. */
export type EventStreamDoor = (request: FastifyRequest, reply: FastifyReply, operation?: RequestText) => Promise<void>;

const streamMediaType = 'text/event-stream';

/**
 * Adds `GET` and `POST /graphql`: GraphQL over HTTP, a redirect to GraphiQL for browsers, and GraphQL over SSE for
 * subscriptions of clients that name it in `Accept`, and for every operation of those that accept nothing else.
 */
export function registerGraphQL(
  http: FastifyInstance,
  doors: { readonly overHttp: GraphQLOverHttp; readonly overEventStream: EventStreamDoor },
): void {
  http.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    config: { produces: [...graphqlMediaTypes, streamMediaType, pageMediaType] },
    handler: async (request, reply) => {
      const { accept } = request.headers;
      if (request.method !== 'POST' && wantsPage(request)) return reply.redirect(graphiqlPath);
      const streams = namesMediaType(accept, streamMediaType);
      if (chooseMediaType(accept, graphqlMediaTypes) === undefined) {
        if (!streams) throw coreErrors.NOT_ACCEPTABLE({ mediaTypes: 'JSON or an event stream' });
        // A stream has no headers that depend on its operation, and no end that a HEAD request could wait for.
        if (request.method === 'HEAD') return reply.type(streamMediaType).send();
        return doors.overEventStream(request, reply);
      }
      const stream = (operation: RequestText) => doors.overEventStream(request, reply, operation);
      return doors.overHttp.answer(request, reply, streams && request.method !== 'HEAD' ? stream : undefined);
    },
  });
}
