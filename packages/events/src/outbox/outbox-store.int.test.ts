import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@skillwright/service';
import { startNetwork, waitFor } from '@skillwright/testing';
import { createEvent, sampleTopics } from '../../test/sample-topics.js';
import { manySkillsCreated, nameOf, skillCreated } from '../../test/events.js';
import {
  fileOutboxHarness,
  insertRows,
  postgresOutboxHarness,
  type FileOutboxHarness,
  type OutboxHarness,
  type PostgresOutboxHarness,
} from '../../test/outbox-harness.js';
import { toRecord } from '../event/cloud-event.js';
import {
  announceOutboxEntry,
  dropOutboxEntry,
  writeEventFile,
  writeOutboxEntry,
  writeOutboxPointer,
} from './file-outbox-entry.js';
import { silentLogger } from '../../test/silent-logger.js';
import { outboxRow } from './outbox-row.js';
import { PostgresOutbox } from './postgres-outbox.js';
import type { Leadership, OutboxStore } from './outbox-store.js';

const never = new AbortController().signal;
const nothing: ReadonlySet<string> = new Set();
const names = async (store: OutboxStore) => (await store.pending(100, nothing)).map(({ record }) => nameOf(record));

async function leadOf(store: OutboxStore): Promise<Leadership> {
  const leadership = await store.lead(never);
  if (!leadership) throw new Error('nobody aborted');
  return leadership;
}

/** The contract of {@link OutboxStore}. */
function itIsAnOutbox(start: () => Promise<OutboxHarness>): void {
  let harness: OutboxHarness;
  let store: OutboxStore;
  let lead: Leadership;

  beforeEach(async () => {
    harness = await start();
    store = harness.open();
    lead = await leadOf(store);
  });
  afterEach(async () => {
    await lead.release();
    await store.close();
    await harness.dispose();
  });

  it('returns committed events, oldest first, as records to publish', async () => {
    const events = manySkillsCreated(20);
    await harness.commit(events);
    const entries = await store.pending(100, nothing);
    expect(entries.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(entries.map(({ record }) => record)).toEqual(events.map(toRecord));
    expect(Math.abs(Date.now() - (entries[0]?.createdAt.getTime() ?? 0))).toBeLessThan(60_000);
  });

  it('keeps the trace and the order of the fields', async () => {
    const { example } = sampleTopics.contracts['templates.updated'];
    const event = createEvent('templates.updated', 'p', example, { source: '/test', traceparent: '00-a-b-01' });
    await harness.commit([event]);
    const [entry] = await store.pending(1, nothing);
    expect(entry?.record.value).toBe(JSON.stringify(example));
    expect(entry?.record.headers['traceparent']).toBe('00-a-b-01');
  });

  it('returns at most as many entries as asked for, and none that is in flight', async () => {
    const events = manySkillsCreated(5);
    await harness.commit(events);
    const entries = await store.pending(2, new Set([events[0]?.id ?? '', events[2]?.id ?? '']));
    expect(entries.map(({ record }) => nameOf(record))).toEqual(['1', '3']);
  });

  it('returns no entry again that is marked as published', async () => {
    await harness.commit(manySkillsCreated(3));
    const entries = await store.pending(2, nothing);
    await store.markFailed(entries);
    await store.markPublished(entries);
    expect(await names(store)).toEqual(['2']);
  });

  it('counts the unpublished events, and names the oldest', async () => {
    expect(await store.backlog()).toEqual({ count: 0, oldest: null });
    const before = Date.now();
    const events = manySkillsCreated(3);
    await harness.commit(events);
    const { count, oldest } = await store.backlog();
    expect(count).toBe(3);
    expect(oldest).toMatchObject({ id: events[0]?.id, topic: 'skill.created', key: 'key' });
    expect(Math.abs((oldest?.createdAt.getTime() ?? 0) - before)).toBeLessThan(60_000);
  });

  it('notifies the leader of a commit', async () => {
    let heard = 0;
    const off = store.onCommit(() => heard++);
    await harness.commit([skillCreated('a')]);
    await waitFor(() => heard > 0);
    off();
  });

  it('prunes old published entries and no others', async () => {
    await harness.commit(manySkillsCreated(3));
    await store.markPublished(await store.pending(2, nothing));
    const tomorrow = new Date(Date.now() + 86_400_000);
    expect(await store.prune(new Date(Date.now() - 86_400_000))).toBe(0);
    expect(await store.prune(tomorrow)).toBe(2);
    expect(await store.prune(tomorrow)).toBe(0);
    expect(await names(store)).toEqual(['2']);
  });

  it('returns published entries of a time range again, under their ids', async () => {
    const events = manySkillsCreated(3);
    await harness.commit(events);
    await store.markPublished(await store.pending(100, nothing));
    const hourMs = 3_600_000;
    const now = Date.now();
    expect(await store.republish({ from: new Date(now + hourMs), to: new Date(now + 2 * hourMs) })).toBe(0);
    let heard = 0;
    const off = store.onCommit(() => heard++);
    expect(await store.republish({ from: new Date(now - hourMs), to: new Date(now + hourMs) })).toBe(3);
    const again = await store.pending(100, nothing);
    expect(again.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    await waitFor(() => heard > 0);
    off();
  });

  it('has one leader; the next waits', async () => {
    const other = harness.open();
    let led = false;
    const waiting = leadOf(other).then((leadership) => {
      led = true;
      return leadership;
    });
    await store.pending(1, nothing);
    expect(led).toBe(false);
    await lead.release();
    lead = await waiting;
    await other.close();
  });

  it('lets a waiting relay give up', async () => {
    const other = harness.open();
    const impatient = new AbortController();
    const waiting = other.lead(impatient.signal);
    await store.pending(1, nothing);
    impatient.abort();
    expect(await waiting).toBeUndefined();
    await other.close();
  });
}

describe('the PostgreSQL outbox', () => {
  itIsAnOutbox(postgresOutboxHarness);

  describe('with its database', () => {
    let harness: PostgresOutboxHarness;
    let store: OutboxStore;
    beforeEach(async () => {
      harness = await postgresOutboxHarness();
      store = harness.open();
    });
    afterEach(async () => {
      await store.close();
      await harness.dispose();
    });

    it('does not skip a transaction that commits late with a lower sequence', async () => {
      const late = await harness.pool.connect();
      await late.query('begin');
      await late.query(insertRows, [JSON.stringify([outboxRow(skillCreated('late'))])]);
      await harness.commit([skillCreated('early')]);
      const early = await store.pending(10, nothing);
      expect(early.map(({ record }) => nameOf(record))).toEqual(['early']);
      await store.markPublished(early);
      await late.query('commit');
      late.release();
      expect(await names(store)).toEqual(['late']);
    });

    it('shows nothing of a transaction that was rolled back', async () => {
      const client = await harness.pool.connect();
      await client.query('begin');
      await client.query(insertRows, [JSON.stringify([outboxRow(skillCreated('never'))])]);
      await client.query('rollback');
      client.release();
      expect(await names(store)).toEqual([]);
    });

    it('has a new leader at once when the connection of the leader breaks, and the old one knows', async () => {
      const lead = await leadOf(store);
      const other = harness.open();
      const waiting = leadOf(other);
      await waitFor(async () => {
        const { rows } = await harness.pool.query(
          `select 1 from pg_stat_activity
             where wait_event_type = 'Lock' and wait_event = 'advisory' and datname = current_database()`,
        );
        return rows.length > 0;
      });
      const startedAt = performance.now();
      await harness.pool.query(
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database =
           (select oid from pg_database where datname = current_database())`,
      );
      const next = await waiting;
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      await waitFor(() => lead.lost.aborted);
      expect(next.lost.aborted).toBe(false);
      await lead.release().catch(() => undefined);
      await next.release();
      await other.close();
    });

    it('survives a network that breaks while the wait for the lead is called off', async () => {
      const lead = await leadOf(store);
      const network = await startNetwork(harness.databaseUrl);
      const other = new PostgresOutbox({ databaseUrl: network.url, name: 'test', logger: silentLogger() });
      const calledOff = new AbortController();
      const waiting = other.lead(calledOff.signal).catch((error: unknown) => error);
      await waitFor(async () => {
        const { rows } = await harness.pool.query(
          `select 1 from pg_stat_activity
             where wait_event_type = 'Lock' and wait_event = 'advisory' and datname = current_database()`,
        );
        return rows.length > 0;
      });
      const cancelling = new Promise<void>((resolve) => {
        network.onSent((bytes) => {
          if (!bytes.includes('pg_cancel_backend')) return;
          network.cut();
          resolve();
        });
      });
      calledOff.abort();
      await cancelling;
      await waiting;
      await other.close();
      await network.stop();
      await lead.release();
    });

    it('counts the attempts of a row', async () => {
      await harness.commit([skillCreated('a')]);
      const entries = await store.pending(1, nothing);
      await store.markFailed(entries);
      await store.markFailed(entries);
      const { rows } = await harness.pool.query<{ attempts: number }>('select attempts from outbox');
      expect(rows).toEqual([{ attempts: 2 }]);
    });
  });
});

describe('the file outbox', () => {
  itIsAnOutbox(fileOutboxHarness);

  describe('in its folder', () => {
    let harness: FileOutboxHarness;
    let store: OutboxStore;
    let lead: Leadership;
    beforeEach(async () => {
      harness = await fileOutboxHarness();
      store = harness.open();
      lead = await leadOf(store);
    });
    afterEach(async () => {
      await lead.release();
      await harness.dispose();
    });

    it('skips a pointer until its event exists', async () => {
      const event = skillCreated('pointed at');
      const eventFile = join(harness.folder, '../revision/event.json');
      await writeOutboxPointer(harness.folder, event.id, eventFile);
      await harness.commit([skillCreated('other')]);
      expect(await names(store)).toEqual(['other']);
      expect(await store.backlog()).toMatchObject({ count: 1 });

      let heard = 0;
      const off = store.onCommit(() => heard++);
      await mkdir(join(harness.folder, '../revision'));
      await writeEventFile(eventFile, event);
      await announceOutboxEntry(harness.folder, event.id);
      await waitFor(() => heard > 0);
      off();
      expect(await names(store)).toEqual(['pointed at', 'other']);
    });

    it('skips a pointer to a file of another commit', async () => {
      const [faster, slower] = [skillCreated('faster'), skillCreated('slower')];
      const eventFile = join(harness.folder, '../revision/event.json');
      await Promise.all([faster, slower].map(({ id }) => writeOutboxPointer(harness.folder, id, eventFile)));
      await mkdir(join(harness.folder, '../revision'));
      await writeEventFile(eventFile, faster);
      expect((await store.pending(10, nothing)).map(({ id }) => id)).toEqual([faster.id]);
      expect(await store.backlog()).toMatchObject({ count: 1 });
    });

    it('can remove a pointer', async () => {
      const event = skillCreated('given up');
      await writeOutboxPointer(harness.folder, event.id, join(harness.folder, '../nowhere/event.json'));
      await dropOutboxEntry(harness.folder, event.id);
      await dropOutboxEntry(harness.folder, event.id);
      await announceOutboxEntry(harness.folder, event.id);
      expect(await readdir(harness.folder)).not.toContain(`${event.id}.json`);
    });

    it('prunes pointers whose commit never happened', async () => {
      const event = skillCreated('abandoned');
      await writeOutboxPointer(harness.folder, event.id, join(harness.folder, '../nowhere/event.json'));
      await store.pending(1, nothing);
      await store.prune(new Date(Date.now() - 60_000));
      expect(await readdir(harness.folder)).toContain(`${event.id}.json`);
      await store.prune(new Date(Date.now() + 60_000));
      expect(await readdir(harness.folder)).not.toContain(`${event.id}.json`);
    });

    it('moves an unreadable entry away and continues', async () => {
      const [torn, broken] = [newId(), newId()];
      await writeFile(join(harness.folder, `${torn}.json`), '{"id":');
      await writeFile(join(harness.folder, `${broken}.json`), '{"id": "x", "topic": "skill.created", "data": {}}');
      await harness.commit([skillCreated('good')]);
      expect(await names(store)).toEqual(['good']);
      expect((await readdir(join(harness.folder, 'faulty'))).sort()).toEqual([`${torn}.json`, `${broken}.json`].sort());
    });

    it('ignores files that are no entries', async () => {
      await writeFile(join(harness.folder, 'README.md'), 'hello');
      await writeFile(join(harness.folder, `.${newId()}.json.half-written`), '{');
      expect(await names(store)).toEqual([]);
    });

    it('creates its folder with the first entry', async () => {
      const folder = join(harness.folder, 'deeper/down');
      await writeOutboxEntry(folder, skillCreated('first'));
      expect(await readdir(folder)).toHaveLength(1);
    });
  });
});
