import { startKafka } from '@skillwright/kafka';
import { temporaryFolder, waitFor } from '@skillwright/testing';
import { describeKafka } from '@skillwright/testing/kafka';
import { subscribeBySse, subscribeByWebSocket, type Received } from '@skillwright/testing/subscribers';
import { Kafka, logLevel } from 'kafkajs';
import { ids, skillCreated, startPlatform, type LogPlace, type Platform } from '../../test/platform.js';

const topic = 'skill.created';
const query = `subscription ($after: String) { events(topics: ["${topic}"], after: $after) { cursor id } }`;

// The buffer holds fewer events than are published without a subscriber, so that they are read from the log.
const limits = { maxEvents: 200 };
const events = Array.from({ length: 400 }, () => skillCreated(ids.s1));

/** An event log of this test. */
interface AgingLog {
  readonly place: LogPlace;
  /**
   * Lets retention remove all records of the topic, while no gateway reads it. Returns the place of the log after that.
   */
  expire(): Promise<LogPlace>;
  dispose(): Promise<void>;
}

async function agingEmbeddedLog(): Promise<AgingLog> {
  const { path: embedded, dispose } = await temporaryFolder();
  // A log removes records that are too old when it is opened.
  return { place: { embedded }, expire: () => Promise.resolve({ embedded, topics: { retentionMs: 1 } }), dispose };
}

async function agingKafka(): Promise<AgingLog> {
  const folder = await temporaryFolder();
  const kafka = await startKafka({ dataDir: folder.path });
  const { brokers } = kafka;
  return {
    place: { brokers },
    expire: async () => {
      const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
      await admin.connect();
      const offsets = await admin.fetchTopicOffsets(topic);
      const partitions = offsets.map(({ partition, high }) => ({ partition, offset: high }));
      await admin.deleteTopicRecords({ topic, partitions });
      await admin.disconnect();
      return { brokers };
    },
    dispose: async () => {
      await kafka.stop();
      await folder.dispose();
    },
  };
}

function endsGaps(start: () => Promise<AgingLog>): void {
  let log: AgingLog;
  let platform: Platform;
  /** The cursors that a subscriber received before retention removed the events. */
  let cursors: string[];
  /** The ids of the events that were published after that. */
  const later: string[] = [];
  const open: Received[] = [];

  const eventsOf = ({ results }: Received) => results.map(({ data }) => data?.['events'] ?? {});

  beforeAll(async () => {
    log = await start();
    const before = await startPlatform({}, log.place);
    const subscriber = subscribeBySse(before.gateway.url, query);
    await waitFor(async () => (await before.subscribers()) === 1);
    await before.publish(topic, ...events.slice(0, 3));
    await subscriber.atLeast(3);
    cursors = eventsOf(subscriber).map(({ cursor }) => String(cursor));
    subscriber.stop();
    await before.stop();
    platform = await startPlatform(limits, await log.expire());
  }, 120_000);
  afterEach(() => open.splice(0).forEach((subscriber) => subscriber.stop()));
  afterAll(async () => {
    await platform.stop();
    await log.dispose();
  });

  describe.each<[string, (url: string, cursor: string) => Received]>([
    ['graphql-ws and `after`', (url, after) => subscribeByWebSocket(url, query, { after })],
    ['graphql-sse and `after`', (url, after) => subscribeBySse(url, query, { after })],
    ['graphql-sse and Last-Event-ID', (url, id) => subscribeBySse(url, query, {}, { 'last-event-id': id })],
  ])('with %s', (_, connectTo) => {
    const resume = (cursor = '') => {
      const subscriber = connectTo(platform.gateway.url, cursor);
      open.push(subscriber);
      return subscriber;
    };

    it('gets EVENTS_GAP, with advice, if its next events are gone', async () => {
      const subscriber = resume(cursors[0]);
      expect(await subscriber.errors()).toEqual([
        {
          message:
            'The events after this cursor are no longer kept. Subscribe without a cursor, then query the current state.',
          extensions: { code: 'EVENTS_GAP', category: 'not_found', request_id: expect.any(String) },
        },
      ]);
      expect(subscriber.results.filter(({ data }) => data)).toEqual([]);
    });

    it('continues if it has seen all removed events', async () => {
      later.push(...(await platform.publish(topic, ...events)).map(({ id }) => id));
      const subscriber = resume(cursors[2]);
      await subscriber.atLeast(later.length);
      expect(eventsOf(subscriber).map(({ id }) => id)).toEqual(later);
    });
  });
}

describe('when retention has removed events from the embedded event log, a subscriber', () => {
  endsGaps(agingEmbeddedLog);
});

describeKafka('when retention has removed events from Kafka, a subscriber', () => {
  endsGaps(agingKafka);
});
