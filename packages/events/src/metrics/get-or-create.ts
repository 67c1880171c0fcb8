import type { Metric, Registry } from 'prom-client';

/**
 * The metric of this name in a registry; created on first use, because the relays and consumers of a process share it.
 */
export function getOrCreate<M extends Metric>(registry: Registry, name: string, create: () => M): M {
  return (registry.getSingleMetric(name) as M | undefined) ?? create();
}
