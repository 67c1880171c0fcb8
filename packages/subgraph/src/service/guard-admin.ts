import { authorise } from '@skillwright/auth';
import type { FastifyInstance } from 'fastify';

/** Refuses every call below `/admin` unless its caller has the scope `admin`. A new route there is refused as well. */
export function guardAdmin(http: FastifyInstance): void {
  http.addHook('onRequest', async ({ caller, routeOptions }) => {
    if (/^\/admin(\/|$)/.test(routeOptions.url ?? '')) authorise(caller, 'admin');
  });
}
