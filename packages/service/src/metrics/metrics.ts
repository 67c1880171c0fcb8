import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/**
 * Creates the metrics registry of one service. The registry of the process is not used, since several services can
 * share a process.
 */
export function createMetrics({ service }: { service: string }): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  return registry;
}

/** Adds the metrics of the process: memory, CPU time, event loop, garbage collection. Call it once per process. */
export function observeProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
}

/** Creates a histogram of the duration of HTTP requests, in seconds, by method, route and status. */
export function createHttpDurations(registry: Registry): Histogram<'method' | 'route' | 'status'> {
  return new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long HTTP requests took.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
}
