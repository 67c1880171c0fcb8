import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { AccessRules } from './access.js';
import { vary } from './vary.js';

/** The headers of answers that pages of another origin may read, besides those that they always may. */
const exposedHeaders = 'Allow, ETag, Location, Preference-Applied, Retry-After, WWW-Authenticate, X-Request-Id';
/** The time that a browser keeps the answer of a preflight request, in seconds. */
const preflightMaxAge = 600;

/**
 * Refuses requests for other hosts and from pages of other origins before anything else is done, and grants the allowed
 * origins the use of the server (CORS). Browsers send no cookies or other credentials.
 */
export function controlAccess(http: FastifyInstance, rules: AccessRules): void {
  http.addHook('onRequest', async (request, reply) => {
    vary(reply, 'Origin');
    rules.check(request.raw);
    const { origin } = request.headers;
    if (origin === undefined || !rules.allowsOrigin(origin)) return;
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': exposedHeaders });
  });
}

/** The headers that grant an allowed origin the request that its preflight request announces. */
export function preflightHeaders(requested: IncomingHttpHeaders, methods: readonly string[]): Record<string, string> {
  const headers = requested['access-control-request-headers'];
  return {
    'access-control-allow-methods': methods.join(', '),
    ...(headers !== undefined && { 'access-control-allow-headers': headers }),
    'access-control-max-age': String(preflightMaxAge),
  };
}
