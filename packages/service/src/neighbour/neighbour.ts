import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { Agent, request as send, errors as undiciErrors } from 'undici';
import { writeCallerHeaders } from '../caller/caller-headers.js';
import type { Caller } from '../caller/caller.js';
import { followSignals } from '../caller/follow-signals.js';
import type { Principal } from '../caller/principal.js';
import { coreErrors } from '../errors/core-errors.js';
import { fromFormattedGraphQLError } from '../errors/graphql-error.js';
import { httpStatusOf } from '../errors/problem.js';
import { ServiceError, type ErrorCategory, type FieldError } from '../errors/service-error.js';
import { findGraphQLAnswer } from './graphql-answer.js';

export interface NeighbourRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path from the root, with its query, such as `/skills?limit=5`. */
  readonly path: string;
  /** A value that is sent as JSON. */
  readonly body?: unknown;
  /**
   * The caller on whose behalf the call is made. The call ends at the caller's deadline, and when its signal aborts.
   */
  readonly caller: Caller;
  /** The maximum time of this call, in milliseconds. The neighbour's own by default. */
  readonly timeoutMs?: number;
}

export interface NeighbourResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed JSON; undefined if the body is empty. */
  readonly body: unknown;
}

export type NeighbourCallOptions = Pick<NeighbourRequest, 'caller' | 'timeoutMs'>;

/** Another service, called over HTTP with a deadline for every call. */
export interface Neighbour {
  readonly name: string;
  /**
   * Sends a request. Throws NEIGHBOUR_UNAVAILABLE or NEIGHBOUR_TIMEOUT if there is no answer, NEIGHBOUR_FAILED if the
   * answer cannot be used, and REQUEST_TIMEOUT or CLIENT_GONE if the caller's signal ended the call. An answer with a
   * status of 400 or more is thrown as a {@link ServiceError} with the code of its problem document.
   */
  request(request: NeighbourRequest): Promise<NeighbourResponse>;
  /** Sends a GraphQL operation and returns its data. Throws as `request` does, and the first error of the answer. */
  graphql<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    options: NeighbourCallOptions,
  ): Promise<Data>;
  close(): Promise<void>;
}

/** Returns headers that prove to a service on whose behalf it is called. */
export type Prove = (principal: Principal, service: string) => Promise<Readonly<Record<string, string>>>;

export interface NeighbourOptions {
  readonly name: string;
  readonly baseUrl: string;
  /** The maximum time of one call, connecting included, in milliseconds. */
  readonly timeoutMs: number;
  /** Returns the headers by which the neighbour learns the principal of a call. Without it, it learns none. */
  readonly prove?: Prove | undefined;
  /** The principal of all calls; that of each call's caller by default. */
  readonly principal?: Principal;
  /** The size at which an answer is refused; 64 MiB by default. */
  readonly maxResponseBytes?: number;
}

/** Creates a neighbour with a pool of kept-alive connections. */
export function createNeighbour(options: NeighbourOptions): Neighbour {
  const maxResponseBytes = options.maxResponseBytes ?? 64 * 1024 * 1024;
  const agent = new Agent({ connections: 32, connect: { timeout: options.timeoutMs }, keepAliveTimeout: 4_000 });
  const base = options.baseUrl.replace(/\/+$/, '');

  async function request(call: NeighbourRequest): Promise<NeighbourResponse> {
    const timeoutMs = timeoutOf(call, options.timeoutMs);
    // `AbortSignal.timeout` is not used: its timer would outlive the call, and calls are frequent.
    const ending = new AbortController();
    const late = () => ending.abort(coreErrors.NEIGHBOUR_TIMEOUT({ neighbour: options.name, timeoutMs }));
    const timer = setTimeout(late, timeoutMs);
    const unfollow = followSignals(ending, [call.caller.signal]);
    try {
      const response = await send(base + call.path, {
        dispatcher: agent,
        method: call.method,
        signal: ending.signal,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        headers: {
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...writeCallerHeaders(call.caller),
          ...(await options.prove?.(options.principal ?? call.caller.principal, options.name)),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      const text = await readText(response.body, maxResponseBytes);
      return toResponse(options.name, response.statusCode, response.headers, text);
    } catch (error) {
      throw toNeighbourError(error, { neighbour: options.name, timeoutMs, ending: ending.signal });
    } finally {
      clearTimeout(timer);
      unfollow();
    }
  }

  return {
    name: options.name,
    request,
    async graphql(document, variables, callOptions) {
      const { body } = await request({
        ...callOptions,
        method: 'POST',
        path: '/graphql',
        body: { query: print(document), variables },
      });
      return dataOf(options.name, body);
    },
    close: () => agent.close(),
  };
}

function timeoutOf({ timeoutMs, caller }: NeighbourRequest, byDefaultMs: number): number {
  return Math.max(1, Math.min(timeoutMs ?? byDefaultMs, caller.deadlineAt - Date.now()));
}

async function readText(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new RangeError(`an answer of more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function toResponse(
  neighbour: string,
  status: number,
  headers: NeighbourResponse['headers'],
  text: string,
): NeighbourResponse {
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    throw coreErrors.NEIGHBOUR_FAILED({ neighbour }, { cause });
  }
  // A GraphQL answer reports its errors in its body, whatever its status.
  if (status >= 400 && !isGraphQLFailure(body)) throw fromProblem(neighbour, status, body);
  return { status, headers, body };
}

function fromProblem(neighbour: string, status: number, body: unknown): ServiceError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const { code, detail, errors } = problem;
  if (typeof code !== 'string' || typeof detail !== 'string') {
    return status === 503
      ? coreErrors.NEIGHBOUR_UNAVAILABLE({ neighbour })
      : coreErrors.NEIGHBOUR_FAILED({ neighbour }, { cause: new Error(`status ${status}`) });
  }
  return new ServiceError(
    code,
    categoryOf(status),
    detail,
    Array.isArray(errors) ? { errors: errors as FieldError[] } : {},
  );
}

function categoryOf(status: number): ErrorCategory {
  const found = Object.entries(httpStatusOf).find(([, entry]) => entry.status === status);
  return found ? (found[0] as ErrorCategory) : status < 500 ? 'invalid_input' : 'internal';
}

/** A problem document can have `errors` too, beside its `code`. */
function isGraphQLFailure(body: unknown): boolean {
  return findGraphQLAnswer(body)?.errors !== undefined && !('code' in (body as object));
}

function dataOf<Data>(neighbour: string, body: unknown): Data {
  const answer = findGraphQLAnswer(body);
  const [error] = answer?.errors ?? [];
  if (error) throw fromFormattedGraphQLError(error);
  if (!answer?.data) throw coreErrors.NEIGHBOUR_FAILED({ neighbour });
  return answer.data as Data;
}

function toNeighbourError(
  error: unknown,
  { neighbour, timeoutMs, ending }: { neighbour: string; timeoutMs: number; ending: AbortSignal },
): unknown {
  if (error instanceof ServiceError) return error;
  if (ending.reason instanceof ServiceError) return ending.reason;
  const late = error instanceof undiciErrors.HeadersTimeoutError || error instanceof undiciErrors.BodyTimeoutError;
  if (late) return coreErrors.NEIGHBOUR_TIMEOUT({ neighbour, timeoutMs }, { cause: error });
  if (error instanceof RangeError) return coreErrors.NEIGHBOUR_FAILED({ neighbour }, { cause: error });
  return coreErrors.NEIGHBOUR_UNAVAILABLE({ neighbour }, { cause: error });
}
