import { Health, createHttpServer, createMetrics } from '@skillwright/service';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import type { FastifyInstance } from 'fastify';
import { nameOf, skillCreated } from '../../test/events.js';
import { fileOutboxHarness, type FileOutboxHarness } from '../../test/outbox-harness.js';
import { silentLogger } from '../../test/silent-logger.js';
import { toDeadLetter } from '../consumer/dead-letter.js';
import { EmbeddedEventLog } from '../log/embedded/embedded-event-log.js';
import type { EventTransport } from '../log/event-transport.js';
import { toRecord } from '../event/cloud-event.js';
import { sampleTopics } from '../../test/sample-topics.js';
import { startRelay, type Relay } from '../outbox/relay/relay.js';
import { registerEventsAdmin } from './register-admin.js';

describe("a service's admin API for events", () => {
  let folder: TemporaryFolder;
  let harness: FileOutboxHarness;
  let transport: EmbeddedEventLog;
  let http: FastifyInstance;
  let relay: Relay | undefined;
  const logger = silentLogger();

  beforeEach(async () => {
    folder = await temporaryFolder();
    harness = await fileOutboxHarness();
    transport = new EmbeddedEventLog({
      folder: folder.path,
      logger,
      topics: { names: sampleTopics.namesWithDeadLetters },
    });
    http = createHttpServer({ logger, health: new Health(), metrics: createMetrics({ service: 'test' }) });
    registerEventsAdmin(http, { topics: sampleTopics, outbox: harness.open(), transport, groups: ['mailer'] });
  });
  afterEach(async () => {
    await relay?.stop();
    relay = undefined;
    await http.close();
    await transport.close();
    await harness.dispose();
    await folder.dispose();
  });

  const get = async (url: string) => (await http.inject(url)).json<Record<string, unknown>>();
  const post = async (url: string, payload: object) => {
    const response = await http.inject({ method: 'POST', url, payload });
    return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
  };
  const work = () => {
    relay = startRelay({ outbox: harness.open(), transport, logger, metrics: createMetrics({ service: 'test' }) });
  };

  it('counts the unpublished events and names the oldest, until the relay has published them', async () => {
    expect(await get('/admin/outbox')).toEqual({ name: 'test', backlog: 0, oldest: null });
    const events = [skillCreated('a', 'the-key'), skillCreated('b')];
    await harness.commit(events);
    expect(await get('/admin/outbox')).toEqual({
      name: 'test',
      backlog: 2,
      oldest: {
        event_id: events[0]?.id,
        topic: 'skill.created',
        key: 'the-key',
        created_at: expect.stringMatching(/Z$/),
      },
    });
    work();
    await waitFor(async () => (await get('/admin/outbox'))['backlog'] === 0);
  });

  it('publishes the published events of a time range again', async () => {
    await harness.commit([skillCreated('a'), skillCreated('b')]);
    const recordsOf = async (name: string) => {
      const { topics } = (await get('/admin/topics')) as { topics: { topic: string; records: number }[] };
      return topics.find(({ topic }) => topic === name)?.records;
    };
    work();
    await waitFor(async () => (await recordsOf('skill.created')) === 2);
    await waitFor(async () => (await get('/admin/outbox'))['backlog'] === 0);
    const [from, to] = [-60_000, 60_000].map((ms) => new Date(Date.now() + ms).toISOString());
    expect(await post('/admin/outbox/republish', { from, to })).toEqual({ status: 200, body: { republished: 2 } });
    await waitFor(async () => (await recordsOf('skill.created')) === 4);
  });

  it('answers the lag of its own groups, or of the groups in the query', async () => {
    const [topic] = (await get('/admin/topics'))['topics'] as object[];
    expect(topic).toEqual({ topic: 'skill.created', partitions: 1, records: 0, lag: { mailer: null } });
    const [other] = (await get('/admin/topics?group=a&group=b'))['topics'] as object[];
    expect(other).toMatchObject({ lag: { a: null, b: null } });
  });

  it('shows dead letters, and puts one back on its topic', async () => {
    const record = toRecord(skillCreated('unlucky'));
    const stored = { ...record, partition: 0, offset: 7, timestamp: 0 };
    const reason = { group: 'mailer', error: new Error('no such template'), attempts: 5, now: new Date() };
    await transport.publish([toDeadLetter(stored, reason)]);
    const letter = expect.objectContaining({ partition: 0, offset: 0, group: 'mailer', message: 'no such template' });
    expect(await get('/admin/dead-letters?topic=skill.created')).toEqual({ dead_letters: [letter] });

    const seen: string[] = [];
    const reader = await transport.read({
      from: { 'skill.created': 'earliest' },
      onRecord: (back) => void seen.push(nameOf(back)),
      onError: () => undefined,
    });
    const replay = await post('/admin/dead-letters/replay', { topic: 'skill.created', partition: 0, offset: 0 });
    expect(replay).toEqual({ status: 200, body: { replayed: letter } });
    await waitFor(() => seen.length === 1);
    expect(seen).toEqual(['unlucky']);
    await reader.stop();
  });

  describe('with an event log that falls silent while it is read', () => {
    let readings: number;
    let silent: FastifyInstance;
    const url = '/admin/dead-letters?topic=skill.created';
    const start = (requestTimeoutMs: number) => {
      readings = 0;
      const reader = { start: {}, stop: () => Promise.resolve(void readings--) };
      const read = () => Promise.resolve(void readings++).then(() => reader);
      const offsets = () => Promise.resolve([{ partition: 0, earliest: 0, next: 1 }]);
      const mute = { mode: 'embedded', read, admin: { offsets } } as unknown as EventTransport;
      const metrics = createMetrics({ service: 'silent' });
      silent = createHttpServer({ logger, health: new Health(), metrics, requestTimeoutMs });
      registerEventsAdmin(silent, { topics: sampleTopics, outbox: harness.open(), transport: mute, groups: [] });
    };
    afterEach(() => silent.close());

    it('answers REQUEST_TIMEOUT at the deadline', async () => {
      start(1);
      const response = await silent.inject(url);
      expect(response.json()).toMatchObject({ code: 'REQUEST_TIMEOUT' });
      await waitFor(() => readings === 0);
    });

    it('ends the reading when the client has gone', async () => {
      start(60_000);
      const address = await silent.listen({ host: '127.0.0.1', port: 0 });
      const leaving = new AbortController();
      const answer = fetch(`${address}${url}`, { signal: leaving.signal });
      await waitFor(() => readings === 1);
      leaving.abort();
      await expect(answer).rejects.toThrow();
      await waitFor(() => readings === 0);
    });
  });

  it.each<[string, object, number, string]>([
    ['/admin/dead-letters/replay', { topic: 'skill.created', partition: 0, offset: 5 }, 404, 'DEAD_LETTER_NOT_FOUND'],
    ['/admin/dead-letters/replay', { topic: 'skill.gone', partition: 0, offset: 0 }, 422, 'INVALID_INPUT'],
    ['/admin/dead-letters/replay', { topic: 'skill.created', partition: -1, offset: 0, all: 1 }, 422, 'INVALID_INPUT'],
    ['/admin/outbox/republish', { from: 'yesterday', to: '2026-11-23T08:00:00Z' }, 422, 'INVALID_INPUT'],
  ])('refuses POST %s with %j', async (url, payload, status, code) => {
    expect(await post(url, payload)).toMatchObject({ status, body: { code } });
  });

  it.each([
    '/admin/dead-letters',
    '/admin/dead-letters?topic=nothing',
    '/admin/dead-letters?topic=skill.created&limit=0',
  ])('refuses GET %s', async (url) => {
    const response = await http.inject(url);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'MALFORMED_REQUEST', errors: [expect.anything()] });
  });
});
