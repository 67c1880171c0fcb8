import {
  coreErrors,
  readRequestHeaders,
  toFieldErrors,
  writeRequestHeaders,
  type GraphQLExecutor,
  type Logger,
} from '@skillwright/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, parse } from 'graphql';
import { z } from 'zod';
import { createContext } from '../../graphql/context.js';
import { gatewayErrors } from '../../errors.js';
import { maxTokens } from '../../limits/limits-plugin.js';
import { toClientErrors } from '../client-errors.js';
import type { Subscriptions } from '../subscriptions.js';
import { EventSourceResponse } from './event-source.js';

export interface EventStreamHandlerOptions {
  readonly subscriptions: Subscriptions;
  /** Runs the queries and mutations that ask for a stream. */
  readonly execute: GraphQLExecutor;
  readonly requestTimeoutMs: number;
  readonly logger: Logger;
}

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});
const variables = z.record(z.string(), z.unknown()).nullish();
const fields = { query: z.string(), operationName: z.string().nullish() };
const bodyShape = z.object({ ...fields, variables });
const queryShape = z.object({ ...fields, variables: json.pipe(variables).optional() });

/** Answers an operation as GraphQL over SSE, distinct connections: each result an event whose `id` is its cursor. */
export function createEventStreamHandler(options: EventStreamHandlerOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const operation = readOperation(request);
    const response = new EventSourceResponse(reply);
    try {
      await answer(operation, request, response, options);
    } catch (error) {
      await response.next({ errors: toClientErrors(error, request.id) });
    } finally {
      response.complete();
    }
  };
}

interface Operation {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

function readOperation(request: FastifyRequest): Operation {
  const parsed = request.method === 'GET' ? queryShape.safeParse(request.query) : bodyShape.safeParse(request.body);
  if (!parsed.success) {
    const reason = 'The request is not one of GraphQL over HTTP; `errors` says why.';
    throw coreErrors.MALFORMED_REQUEST({ reason }, { errors: toFieldErrors(parsed.error.issues) });
  }
  const { query, operationName, variables: values } = parsed.data;
  return { query, operationName: operationName ?? undefined, variables: values ?? undefined };
}

async function answer(
  { query, operationName, variables: values }: Operation,
  request: FastifyRequest,
  response: EventSourceResponse,
  { subscriptions, execute, logger, requestTimeoutMs }: EventStreamHandlerOptions,
): Promise<void> {
  const headers = { ...readRequestHeaders(request.headers), requestId: request.id };
  const document = parse(query, { maxTokens });
  const kind = getOperationAST(document, operationName)?.operation;
  // A browser sends a GET of another origin unasked.
  if (kind === 'mutation' && request.method === 'GET') throw gatewayErrors.MUTATION_NEEDS_POST();
  if (kind !== 'subscription') {
    const result = await execute({ query, operationName, variables: values, headers: writeRequestHeaders(headers) });
    return response.next(result);
  }
  const lastEventId = request.headers['last-event-id'];
  const stream = await subscriptions.open(
    { document, operationName, variables: values },
    {
      context: createContext(headers, { logger, requestTimeoutMs }),
      lastEventId: typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : undefined,
      onOverrun: () => {
        void response.next({ errors: toClientErrors(gatewayErrors.EVENTS_SLOW_CONSUMER(), request.id) });
        response.complete();
      },
    },
  );
  response.onClose(() => void stream.return());
  for await (const { cursor, result } of stream) await response.next(result, cursor);
}
