import { gatewayErrors } from '@skillwright/contracts/gateway';
import {
  coreErrors,
  readRequestHeaders,
  resolveOperation,
  toFieldErrors,
  writeRequestHeaders,
  type GraphQLExecutor,
  type Logger,
} from '@skillwright/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'graphql';
import { z } from 'zod';
import { createContext } from '../../graphql/context.js';
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

/** The kinds of operation that a GET may ask for. */
const kindsByGet: ReadonlySet<string> = new Set(['query', 'subscription']);

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
    const wanted = readRequest(request);
    const response = new EventSourceResponse(reply);
    try {
      await answer(wanted, request, response, options);
    } catch (error) {
      await response.next({ errors: toClientErrors(error, request.id) });
    } finally {
      response.complete();
    }
  };
}

interface StreamRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

function readRequest(request: FastifyRequest): StreamRequest {
  const parsed = request.method === 'GET' ? queryShape.safeParse(request.query) : bodyShape.safeParse(request.body);
  if (!parsed.success) {
    const reason = 'The request is not one of GraphQL over HTTP; `errors` says why.';
    throw coreErrors.MALFORMED_REQUEST({ reason }, { errors: toFieldErrors(parsed.error.issues) });
  }
  const { query, operationName, variables: values } = parsed.data;
  return { query, operationName: operationName ?? undefined, variables: values ?? undefined };
}

async function answer(
  { query, operationName, variables: values }: StreamRequest,
  request: FastifyRequest,
  response: EventSourceResponse,
  { subscriptions, execute, logger, requestTimeoutMs }: EventStreamHandlerOptions,
): Promise<void> {
  const headers = { ...readRequestHeaders(request.headers), requestId: request.id };
  const document = parse(query, { maxTokens });
  const operation = resolveOperation(document, operationName);
  // A page of another origin can send a GET without being asked for permission.
  if (request.method === 'GET' && !kindsByGet.has(operation.operation)) throw gatewayErrors.MUTATION_NEEDS_POST();
  if (operation.operation !== 'subscription') {
    const result = await execute({ query, operationName, variables: values, headers: writeRequestHeaders(headers) });
    return response.next(result);
  }
  const lastEventId = request.headers['last-event-id'];
  const stream = await subscriptions.open(
    { document, operation, variables: values },
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
