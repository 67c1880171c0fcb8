import {
  FormattedErrors,
  parseRequestText,
  type Door,
  type OperationKind,
  type Outcome,
  type Pipeline,
} from '@skillwright/pipeline';
import { httpStatusOf } from '@skillwright/service';
import type { FastifyRequest } from 'fastify';
import type { EventStreamDoor } from '../graphql-door.js';
import { EventSourceResponse } from './event-source-response.js';

// An allow-list: a page of another origin can send a GET without a preflight request.
const byGet: ReadonlySet<OperationKind> = new Set(['query', 'subscription']);
const byPost: ReadonlySet<OperationKind> = new Set(['query', 'mutation', 'subscription']);

/** Creates the door for GraphQL over SSE, distinct connections. Each result is an event with its cursor as `id`. */
export function createEventStreamDoor(pipeline: Pipeline): EventStreamDoor {
  return async (request, reply, given) => {
    const operation = given ?? parseRequestText(request.method === 'POST' ? request.body : parametersOf(request));
    let opened: EventSourceResponse | undefined;
    const open = () => (opened ??= new EventSourceResponse(reply));
    const outcome = await pipeline.run(operation, request.caller, doorOf(request, open));
    const refused = refusalOf(outcome);
    if (refused !== undefined) return void reply.status(refused.status).send({ errors: refused.errors });
    const response = open();
    try {
      await answer(outcome, response);
    } finally {
      response.complete();
    }
  };
}

/** A caller that may do nothing of what it asks for gets a status, and no stream. */
function refusalOf(outcome: Outcome) {
  if (outcome.kind !== 'failed') return undefined;
  const category = outcome.errors[0]?.extensions?.['category'];
  if (category !== 'unauthenticated' && category !== 'forbidden') return undefined;
  return { status: httpStatusOf[category].status, errors: outcome.errors };
}

async function answer(outcome: Outcome, response: EventSourceResponse): Promise<void> {
  switch (outcome.kind) {
    case 'failed':
      return response.next({ errors: outcome.errors });
    case 'answered':
      return response.next(outcome.result);
    case 'streaming':
      response.onClose(() => void outcome.stream.return());
      return send(outcome.stream, response);
  }
}

function doorOf({ method, headers }: FastifyRequest, open: () => EventSourceResponse): Door {
  const lastEventId = headers['last-event-id'];
  return {
    allowed: method === 'POST' ? byPost : byGet,
    stream: {
      lastEventId: typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : undefined,
      onOverrun: (errors) => {
        const response = open();
        void response.next({ errors });
        response.complete();
      },
    },
  };
}

async function send(
  stream: AsyncIterable<{ readonly cursor: string; readonly result: unknown }>,
  response: EventSourceResponse,
): Promise<void> {
  try {
    for await (const { cursor, result } of stream) await response.next(result, cursor);
  } catch (error) {
    if (!(error instanceof FormattedErrors)) throw error;
    await response.next({ errors: error.errors });
  }
}

/** Returns the parameters of the address. `variables` are JSON in one of them. */
function parametersOf({ query }: FastifyRequest): unknown {
  const { variables, ...parameters } = query as Record<string, unknown>;
  if (typeof variables !== 'string') return { ...parameters, variables };
  try {
    return { ...parameters, variables: JSON.parse(variables) as unknown };
  } catch {
    return { ...parameters, variables };
  }
}
