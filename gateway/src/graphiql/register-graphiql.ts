import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import staticFiles from '@fastify/static';
import { gatewayErrors } from '@skillwright/contracts/gateway';
import { chooseMediaType, jsonMediaType } from '@skillwright/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The page with its styles, fonts and workers, which `npm run build` creates from the graphiql package. */
const folder = fileURLToPath(new URL('../../dist/graphiql-page/', import.meta.url));

/** The page loads nothing from other hosts and calls none. The editor writes its styles into the page. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const graphiqlPath = '/graphiql';

/** The media type of pages. */
export const pageMediaType = 'text/html; charset=utf-8';
const produces = [jsonMediaType, pageMediaType];

/** Whether a request prefers a page to JSON, as those of browsers do. */
export function wantsPage({ headers }: FastifyRequest): boolean {
  return chooseMediaType(headers.accept, produces) === pageMediaType;
}

/** Serves GraphiQL at `/graphiql`. At `/`, redirects browsers to it and lists the gateway's addresses for programs. */
export function registerGraphiql(http: FastifyInstance): void {
  http.get('/', { config: { produces } }, async (request, reply) => {
    if (wantsPage(request)) return reply.redirect(graphiqlPath);
    return { graphql: '/graphql', graphiql: graphiqlPath, openapi: '/openapi.json', ready: '/readyz' };
  });
  if (!existsSync(folder)) {
    http.get(graphiqlPath, async () => {
      throw gatewayErrors.GRAPHIQL_NOT_BUILT();
    });
    return;
  }
  http.register(async (scope) => {
    // Browsers accept scripts, styles and fonts by their own names.
    scope.addHook('onRoute', (route) => void (route.config = { ...route.config, produces: [] }));
    scope.addHook('onSend', async (_request, reply) => {
      reply.headers({ 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' });
    });
    await scope.register(staticFiles, { root: folder, prefix: `${graphiqlPath}/`, index: false, redirect: false });
    scope.get(graphiqlPath, (_request, reply) => reply.sendFile('index.html'));
  });
}
