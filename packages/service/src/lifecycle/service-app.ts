import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import type { Registry } from 'prom-client';
import type { Health } from '../health/health.js';

/** One GraphQL request, wherever it comes from. */
export interface GraphQLExecutorRequest {
  readonly query: string;
  /** The parsed `query`, where the caller has it already. */
  readonly document?: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** The travelling headers, lower case. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface GraphQLExecutorResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Record<string, unknown>;
}

/** Executes a GraphQL request: in process, or over HTTP. Does not throw for what GraphQL can say. */
export type GraphQLExecutor = (request: GraphQLExecutorRequest) => Promise<GraphQLExecutorResult>;

/** A built service. `start` connects and starts workers, `stop` is its reverse; who listens is the caller's business. */
export interface ServiceApp {
  readonly name: string;
  readonly http: FastifyInstance;
  readonly health: Health;
  /** What `/metrics` shows. */
  readonly metrics: Registry;
  readonly execute: GraphQLExecutor;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A port that is taken or an address that is not ours: one sentence for people. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Listens and returns the URL without a slash at its end. Throws {@link ListenError} with a sentence that says what to do. */
export async function listen(
  app: Pick<ServiceApp, 'name' | 'http'>,
  at: { host: string; port: number },
): Promise<{ url: string }> {
  try {
    await app.http.listen(at);
  } catch (error) {
    throw new ListenError(explain(app.name, at, error), { cause: error });
  }
  const { port } = app.http.server.address() as AddressInfo;
  const host = at.host === '0.0.0.0' || at.host === '::' ? '127.0.0.1' : at.host;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}` };
}

function explain(name: string, { host, port }: { host: string; port: number }, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const place = `${host}:${port}`;
  if (code === 'EADDRINUSE') {
    return `The ${name} cannot listen on ${place}: the port is in use. Stop what uses it, or set PORT to another.`;
  }
  if (code === 'EACCES') return `The ${name} cannot listen on ${place}: this user may not. Set PORT to 1024 or more.`;
  if (code === 'EADDRNOTAVAIL')
    return `The ${name} cannot listen on ${place}: the machine does not have this address. Set HOST.`;
  return `The ${name} cannot listen on ${place}: ${error instanceof Error ? error.message : String(error)}`;
}
