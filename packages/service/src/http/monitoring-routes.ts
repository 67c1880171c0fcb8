import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { Authenticator, Identity } from '../caller/identity.js';
import type { Health } from '../health/health.js';

export interface MonitoringOptions {
  readonly health: Health;
  readonly metrics: Registry;
  readonly authenticator?: Pick<Authenticator, 'authoriseMonitoring'> | undefined;
}

/**
 * Adds `/healthz`, `/readyz` and `/metrics`. A caller who may not monitor gets the error instead of the metrics, and the
 * readiness without its parts: probes have no token.
 */
export function addMonitoringRoutes(
  http: FastifyInstance,
  { health, metrics, authenticator }: MonitoringOptions,
): void {
  const authorise = (identity: Identity) => authenticator?.authoriseMonitoring?.(identity);
  const mayMonitor = (identity: Identity) => {
    try {
      authorise(identity);
      return true;
    } catch {
      return false;
    }
  };

  http.get('/healthz', async () => ({ status: 'ok' }));
  http.get('/readyz', async ({ caller }, reply) => {
    const { status, parts } = await health.report();
    return reply.status(status === 'ready' ? 200 : 503).send(mayMonitor(caller) ? { status, parts } : { status });
  });
  http.get('/metrics', { config: { produces: [metrics.contentType] } }, async ({ caller }, reply) => {
    authorise(caller);
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });
}
