import type { Metric, Registry } from 'prom-client';

/** The metric of a registry by this name, made on first use: several relays or consumers of a process share one. */
export function getOrCreate<M extends Metric>(registry: Registry, name: string, create: () => M): M {
  return (registry.getSingleMetric(name) as M | undefined) ?? create();
}
