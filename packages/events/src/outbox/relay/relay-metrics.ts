import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { getOrCreate } from '../../metrics/get-or-create.js';
import type { OutboxBacklog, OutboxEntry } from '../outbox-store.js';

/** The metrics of a relay, with the name of its outbox as a label. */
export interface RelayMetrics {
  led(leading: boolean): void;
  published(entries: readonly OutboxEntry[], seconds: number, now: Date): void;
  failed(): void;
  backlog(backlog: OutboxBacklog, now: Date): void;
}

export function createRelayMetrics(registry: Registry, outbox: string): RelayMetrics {
  const gauge = (name: string, help: string) =>
    getOrCreate(registry, name, () => new Gauge({ name, help, labelNames: ['outbox'], registers: [registry] }));
  const histogram = (name: string, help: string, buckets: number[]) =>
    getOrCreate(
      registry,
      name,
      () => new Histogram({ name, help, labelNames: ['outbox'], buckets, registers: [registry] }),
    );
  const counter = (name: string, help: string) =>
    getOrCreate(registry, name, () => new Counter({ name, help, labelNames: ['outbox'], registers: [registry] }));

  const leading = gauge('outbox_relay_leading', 'Whether this process is the active relay (1) or stands by (0).');
  const count = gauge('outbox_backlog', 'Committed events that are not published yet.');
  const age = gauge('outbox_oldest_age_seconds', 'Age of the oldest event that is not published yet; 0 without one.');
  const events = counter('outbox_published_total', 'Events that the broker or log has acknowledged.');
  const failures = counter('outbox_publish_failures_total', 'Publications of a batch that failed.');
  const publishing = histogram(
    'outbox_publish_seconds',
    'Time from sending a batch to its acknowledgement.',
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  );
  const delay = histogram(
    'outbox_event_delay_seconds',
    "Time from an event's entry to its acknowledgement.",
    [0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600],
  );

  // The lookup of labels costs more than the observation itself.
  const delayOfOutbox = delay.labels({ outbox });
  return {
    led: (leads) => leading.set({ outbox }, leads ? 1 : 0),
    published: (entries, seconds, now) => {
      events.inc({ outbox }, entries.length);
      publishing.observe({ outbox }, seconds);
      for (const { createdAt } of entries) {
        delayOfOutbox.observe(Math.max(0, now.getTime() - createdAt.getTime()) / 1000);
      }
    },
    failed: () => failures.inc({ outbox }),
    backlog: ({ count: entries, oldest }, now) => {
      count.set({ outbox }, entries);
      age.set({ outbox }, oldest ? Math.max(0, now.getTime() - oldest.createdAt.getTime()) / 1000 : 0);
    },
  };
}
