import { setMaxListeners } from 'node:events';
import type { Clock, Logger } from '@skillwright/service';
import { retryUntilAborted } from '@skillwright/service/timing';
import { eventErrors } from '../../errors.js';
import type { EventRecord, StoredRecord } from '../event-record.js';
import { defaultRetentionMs, type TopicSettings } from '../topic-settings.js';
import type {
  ConsumeOptions,
  EventTransport,
  Reader,
  ReadOptions,
  Subscription,
  TransportAdmin,
} from '../event-transport.js';
import { offsetOutOfRange, startPositions } from '../start-positions.js';
import { SubscriptionSet } from '../subscription-set.js';
import { EventStore } from './event-store.js';
import { GroupTurns } from './group-turns.js';
import type { TopicLog } from './topic-log.js';
import { TopicReader, type Gap } from './topic-reader.js';

export interface EmbeddedEventLogOptions {
  readonly folder: string;
  readonly logger: Logger;
  readonly topics?: TopicSettings;
  /** A segment of this size is full. Default: 512 KiB. */
  readonly segmentBytes?: number;
  readonly now?: Clock;
}

/**
 * The event log without a broker: topics are files of this process, with one partition each; readers get a record right
 * after its append.
 */
export class EmbeddedEventLog implements EventTransport {
  readonly mode = 'embedded';
  readonly brokers: readonly string[] = [];
  readonly retentionMs: number;
  readonly #subscriptions = new SubscriptionSet();
  readonly #turns = new GroupTurns();
  #store: Promise<EventStore> | undefined;

  constructor(private readonly options: EmbeddedEventLogOptions) {
    this.retentionMs = options.topics?.retentionMs ?? defaultRetentionMs;
  }

  async publish(records: readonly EventRecord[]): Promise<void> {
    const store = await this.#open();
    const names = new Set(records.map(({ topic }) => topic));
    const append = async (name: string) => {
      const log = await store.topic(name);
      await log.append(names.size === 1 ? records : records.filter(({ topic }) => topic === name));
    };
    await Promise.all([...names].map(append));
  }

  consume(options: ConsumeOptions): Promise<Subscription> {
    return this.#subscriptions.add(() => this.#consume(options));
  }

  read(options: ReadOptions): Promise<Reader> {
    return this.#subscriptions.add(() => this.#read(options));
  }

  readonly admin: TransportAdmin = {
    ping: async () => (await this.#open()).check(),
    ensureTopics: async (names = this.options.topics?.names ?? []) => {
      const store = await this.#open();
      await Promise.all(names.map((topic) => store.topic(topic)));
    },
    listTopics: async () => {
      await this.admin.ensureTopics();
      return this.options.topics?.names ?? [];
    },
    offsets: async (topic) => [boundsOf(await (await this.#open()).topic(topic))],
    lag: async (group, topics) => {
      const store = await this.#open();
      return Promise.all(
        topics.map(async (topic) => {
          const { earliest, next } = await store.topic(topic);
          const committed = store.groups.find(group, topic) ?? null;
          return { topic, partition: 0, committed, next, lag: next - Math.max(committed ?? earliest, earliest) };
        }),
      );
    },
  };

  async close(): Promise<void> {
    await this.#subscriptions.close();
    await this.#store?.then((store) => store.close()).catch(() => undefined);
    this.#store = undefined;
  }

  /** See {@link EventStore.applyRetention}. */
  async applyRetention(): Promise<void> {
    await (await this.#open()).applyRetention();
  }

  async #consume({ group, topics, startAt = 'earliest', onRecord }: ConsumeOptions): Promise<Subscription> {
    const store = await this.#open();
    const logs = await Promise.all(topics.map(async (topic) => [topic, await store.topic(topic)] as const));
    const { logger } = this.options;
    return this.#follow(
      logs.map(([topic, log]) => async (signal) => {
        const release = await this.#turns.take(group, topic, signal);
        const position = store.groups.find(group, topic) ?? (startAt === 'latest' ? log.next : log.earliest);
        // A group that was away longer than the retention misses the removed records, as in Kafka.
        const onGap = (gap: Gap) =>
          logger.warn({ ...gap, group, topic }, 'records are missing; the group continues after them');
        await readOn(new TopicReader(log, { position, onGap }), signal, async (record) => {
          const handled = await retryUntilAborted(() => onRecord(record, { signal }), {
            signal,
            onFailure: (error) =>
              logger.error({ err: error, topic, offset: record.offset }, 'a record could not be handled'),
          });
          if (handled) store.groups.commit(group, topic, record.offset + 1);
          return handled;
        }).finally(() => release?.());
      }),
      (error) => logger.error({ err: error, group }, 'a consumer of the event log ended'),
    );
  }

  async #read({ from, onRecord, onError }: ReadOptions): Promise<Reader> {
    const store = await this.#open();
    const opened = await Promise.all(
      Object.entries(from).map(async ([topic, begin]) => {
        const log = await store.topic(topic);
        const start = startPositions(topic, begin, [boundsOf(log)]);
        const onGap = (gap: Gap) => {
          throw offsetOutOfRange(topic, gap.from, { partition: 0, earliest: gap.to });
        };
        return { topic, start, reader: new TopicReader(log, { position: start[0] ?? log.next, onGap }) };
      }),
    );
    const subscription = this.#follow(
      opened.map(({ reader }) => (signal) => {
        return readOn(reader, signal, async (record) => {
          await onRecord(record);
          return true;
        });
      }),
      onError,
    );
    return { ...subscription, start: Object.fromEntries(opened.map(({ topic, start }) => [topic, start])) };
  }

  /** Runs one loop per topic until it is stopped. The first error stops all loops. */
  #follow(loops: readonly ((signal: AbortSignal) => Promise<void>)[], onError: (error: Error) => void): Subscription {
    const stopping = new AbortController();
    // Each topic listens to it.
    setMaxListeners(0, stopping.signal);
    const running = Promise.all(loops.map((loop) => loop(stopping.signal))).catch((error: Error) => {
      if (stopping.signal.aborted) return;
      stopping.abort();
      onError(error);
    });
    return {
      stop: async () => {
        stopping.abort();
        await running;
      },
    };
  }

  #open(): Promise<EventStore> {
    if (this.#subscriptions.closed) return Promise.reject(eventErrors.TRANSPORT_CLOSED());
    return (this.#store ??= this.#openStore());
  }

  async #openStore(): Promise<EventStore> {
    const { folder, logger, topics, segmentBytes = 512 * 1024, now = () => new Date() } = this.options;
    try {
      const kept = new Set(topics?.keptNames);
      const retentionMsOf = (topic: string) => (kept.has(topic) ? Infinity : this.retentionMs);
      return await EventStore.open({ folder, logger, segmentBytes, retentionMsOf, now });
    } catch (error) {
      this.#store = undefined;
      throw error;
    }
  }
}

function boundsOf({ earliest, next }: TopicLog) {
  return { partition: 0, earliest, next };
}

/** Passes records to `handle` one after another until `signal` aborts or `handle` returns false. */
async function readOn(
  reader: TopicReader,
  signal: AbortSignal,
  handle: (record: StoredRecord) => Promise<boolean>,
): Promise<void> {
  while (!signal.aborted) {
    for (const record of await reader.next(signal)) {
      if (signal.aborted || !(await handle(record))) return;
      reader.position = record.offset + 1;
    }
  }
}
