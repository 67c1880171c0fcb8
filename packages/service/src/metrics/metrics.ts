import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** A registry of metrics of one service; never the process-wide one, since several services can share a process. */
export function createMetrics({ service }: { service: string }): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  return registry;
}

/** Adds the process's own figures: memory, CPU time, event loop, garbage collection. Call it once in a process. */
export function observeProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
}

/** Seconds that HTTP requests took, by method, route and status. */
export function createHttpDurations(registry: Registry): Histogram<'method' | 'route' | 'status'> {
  return new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long HTTP requests took.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
}
