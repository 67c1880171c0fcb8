import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import { coreErrors } from '../errors/core-errors.js';
import { preflightHeaders } from './cors.js';
import { vary } from './vary.js';

/** The maximum number of characters of a parameter in a path. */
export const maxParamLength = 1_024;

/**
 * Answers requests that no route takes: OPTIONS by the methods of the path, another method of a known path with
 * METHOD_NOT_ALLOWED and `Allow`, and an unknown path with NOT_FOUND. Call it before routes are added.
 */
export function answerUnroutedRequests(http: FastifyInstance): void {
  const paths = new KnownPaths();
  http.addHook('onRoute', ({ url, method }) => paths.add(url, [method].flat()));
  http.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const path = request.url.split('?')[0] ?? request.url;
    const methods = path === '*' ? http.supportedMethods.toSorted() : paths.methodsOf(path);
    if (methods.length === 0) throw coreErrors.NOT_FOUND({ method: request.method, path });
    reply.header('allow', methods.join(', '));
    if (request.method !== 'OPTIONS') throw coreErrors.METHOD_NOT_ALLOWED({ method: request.method, path });
    return answerOptions(request, reply, methods);
  });
}

function answerOptions(request: FastifyRequest, reply: FastifyReply, methods: readonly string[]): FastifyReply {
  const isGranted = reply.hasHeader('access-control-allow-origin');
  if (isGranted && request.headers['access-control-request-method'] !== undefined) {
    vary(reply, 'Access-Control-Request-Headers');
    reply.headers(preflightHeaders(request.headers, methods));
  }
  return reply.status(204).send();
}

/** The paths and methods of all routes. The server's own router only tells whether it has a path with one method. */
class KnownPaths {
  readonly #methods = new Set<HTTPMethod>();
  readonly #router = findMyWay({ maxParamLength });

  add(pattern: string, methods: readonly string[]): void {
    for (const method of methods as HTTPMethod[]) {
      this.#methods.add(method);
      this.#router.on(method, pattern, () => undefined);
    }
  }

  /** Returns the methods of a path and OPTIONS, in alphabetical order. Empty if no route has the path. */
  methodsOf(path: string): readonly string[] {
    const methods = [...this.#methods].filter((method) => this.#router.find(method, path) !== null);
    return methods.length === 0 ? [] : [...new Set([...methods, 'OPTIONS'])].toSorted();
  }
}
