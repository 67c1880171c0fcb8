import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@skillwright/testing';
import { parse } from 'yaml';
import { callRest } from '../harness/rest.js';
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

describe('an operator of a running system', () => {
  let system: System;
  beforeAll(async () => {
    system = await sharedSystem();
  }, sharedSystemTimeoutMs);

  it.each<[string, (of: System) => string, readonly string[]]>([
    ['the gateway: its subscribers and the process', ({ url }) => url, subscriptions],
    ['skill: its relay', ({ serviceUrls }) => serviceUrls.skill, relay],
    ['generation: its relay and consumer', ({ serviceUrls }) => serviceUrls.generation, [...relay, ...consumer]],
    ['validation: its relay and consumer', ({ serviceUrls }) => serviceUrls.validation, [...relay, ...consumer]],
  ])('sees in the metrics of %s', async (_what, urlOf, names) => {
    const text = await (await fetch(`${urlOf(system)}/metrics`)).text();
    const shown = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    expect(shown).toEqual(expect.arrayContaining([...names]));
  });

  it('gets an alert only from metrics that exist', async () => {
    const rules = await readFile(join(import.meta.dirname, '../../docs/monitoring/alerts.yml'), 'utf8');
    const { groups } = parse(rules) as { groups: { rules: { expr: string }[] }[] };
    const expressions = groups.flatMap((group) => group.rules.map(({ expr }) => expr));
    const named = expressions.flatMap((text) =>
      [...text.matchAll(/\b[a-z]+(?:_[a-z0-9]+)+\b(?!\()/g)].map(([name]) => name),
    );
    const texts = await Promise.all(
      [system.url, ...Object.values(system.serviceUrls)].map(async (url) => (await fetch(`${url}/metrics`)).text()),
    );
    const types = [...texts.join('\n').matchAll(/^# TYPE (\S+) (\S+)$/gm)];
    const shown = types.flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !shown.includes(name))).toEqual([]);
  });

  it.each(['skill', 'generation', 'validation'] as const)('sees the outbox of %s become empty', async (name) => {
    await waitFor(async () => {
      const { status, body } = await callRest(system.serviceUrls[name], 'GET', '/admin/outbox');
      expect(status).toBe(200);
      return (body as { backlog: number }).backlog === 0;
    });
  });

  it('sees the lag of the consumers and the reasons of dead letters', async () => {
    const { generation } = system.serviceUrls;
    await waitFor(async () => {
      const { body } = await callRest(generation, 'GET', '/admin/topics?group=generation&group=validation');
      const { topics } = body as { topics: { topic: string; lag: object }[] };
      const created = topics.find(({ topic }) => topic === 'skill.created');
      expect(created).toMatchObject({ lag: { generation: expect.any(Number), validation: null } });
      return true;
    });
    expect(await callRest(generation, 'GET', '/admin/dead-letters?topic=skill.created')).toMatchObject({
      status: 200,
      body: { dead_letters: [] },
    });
  });

  it('cannot use /admin on the gateway, which clients can reach', async () => {
    expect((await callRest(system.url, 'GET', '/admin/outbox')).status).toBe(404);
  });
});
