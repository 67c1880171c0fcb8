import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { GraphQLExecutor } from '../graphql/executor.js';
import type { Health } from '../health/health.js';

/** A built service. `start` connects it and starts its workers; `stop` is the reverse. It does not listen by itself. */
export interface ServiceApp {
  readonly name: string;
  readonly http: FastifyInstance;
  readonly health: Health;
  /** The metrics that `/metrics` shows. */
  readonly metrics: Registry;
  /** The service's GraphQL API, in process. */
  readonly execute: GraphQLExecutor;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A server cannot listen: the port is in use, or the address is not one of this machine. The message is one sentence
 * for people.
 */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/**
 * Listens, and returns the URL without a trailing slash. Throws {@link ListenError} with a sentence that says how to
 * fix it.
 */
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
