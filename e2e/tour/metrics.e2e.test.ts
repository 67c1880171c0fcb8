import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import type { System } from '../harness/system.js';

const relay = [
  'outbox_backlog',
  'outbox_oldest_age_seconds',
  'outbox_relay_leading',
  'outbox_published_total',
  'outbox_publish_failures_total',
  'outbox_publish_seconds',
  'outbox_event_delay_seconds',
];
const consumer = [
  'consumer_lag',
  'consumer_redeliveries_total',
  'consumer_dead_letters_total',
  'consumer_handle_seconds',
];
const subscriptions = [
  'subscription_subscribers',
  'subscription_delivered_total',
  'subscription_dropped_total',
  'process_resident_memory_bytes',
];

describe('the metrics of a running system', () => {
  let system: System;
  beforeAll(async () => {
    system = await sharedSystem();
  }, sharedSystemTimeoutMs);

  it.each<[string, (of: System) => string, readonly string[]]>([
    ['the gateway its subscribers and the process', ({ url }) => url, subscriptions],
    ['skill its relay', ({ serviceUrls }) => serviceUrls.skill, relay],
    ['generation its relay and consumer', ({ serviceUrls }) => serviceUrls.generation, [...relay, ...consumer]],
    ['validation its relay and consumer', ({ serviceUrls }) => serviceUrls.validation, [...relay, ...consumer]],
  ])('show of %s', async (_what, urlOf, names) => {
    const text = await (await fetch(`${urlOf(system)}/metrics`)).text();
    const shown = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    expect(shown).toEqual(expect.arrayContaining([...names]));
  });
});
