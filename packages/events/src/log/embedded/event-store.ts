import { join } from 'node:path';
import { makeFolder } from '@skillwright/service/files';
import { ServiceError, messageOf, type Clock, type Logger } from '@skillwright/service';
import { eventErrors } from '../../errors.js';
import { GroupOffsets } from './group-offsets.js';
import { StoreLock } from './store-lock.js';
import { TopicLog } from './topic-log.js';

export interface EventStoreOptions {
  readonly folder: string;
  readonly segmentBytes: number;
  /** Returns the time for which a topic keeps its records, in milliseconds; Infinity for all of them. */
  retentionMsOf(topic: string): number;
  readonly now: Clock;
  readonly logger: Logger;
}

const retentionCheckMs = 600_000;

/**
 * The files of the embedded event log: `topics/<topic>/`, `groups/`, and a lock, because one process writes them. When
 * the lock is lost, the store closes its files and refuses every read and write with EVENT_LOG_FAULTY.
 */
export class EventStore {
  readonly #topics = new Map<string, Promise<TopicLog>>();
  readonly #retention: NodeJS.Timeout;
  #closed = false;

  private constructor(
    private readonly options: EventStoreOptions,
    readonly groups: GroupOffsets,
    private readonly lock: StoreLock,
  ) {
    this.#retention = setInterval(() => void this.#retain(), retentionCheckMs).unref();
    lock.lost.addEventListener('abort', () => void this.#onLost());
  }

  /** Throws EVENT_LOG_FAULTY if the folder cannot be used. */
  static async open(options: EventStoreOptions): Promise<EventStore> {
    const { folder, logger } = options;
    let lock: StoreLock | undefined;
    try {
      await makeFolder(folder);
      lock = await StoreLock.take(folder);
      const groups = await GroupOffsets.open(join(folder, 'groups'), { logger, lock });
      lock.refuseIfLost();
      return new EventStore(options, groups, lock);
    } catch (error) {
      await lock?.release();
      throw toFault(folder, error);
    }
  }

  /** Reads from the disk whether this process still has the lock. Throws EVENT_LOG_FAULTY. */
  check(): Promise<void> {
    return this.lock.check();
  }

  /** Opens the log of a topic, or creates it. Throws EVENT_LOG_FAULTY, and TRANSPORT_CLOSED after `close`. */
  async topic(name: string): Promise<TopicLog> {
    this.lock.refuseIfLost();
    if (this.#closed) throw eventErrors.TRANSPORT_CLOSED();
    const known = this.#topics.get(name);
    if (known) return known;
    const { lock } = this;
    const folder = join(this.options.folder, 'topics', toFolderName(name));
    const retentionMs = this.options.retentionMsOf(name);
    const opening = TopicLog.open({ ...this.options, topic: name, folder, retentionMs, lock }).catch(
      (error: unknown) => {
        this.#topics.delete(name);
        throw toFault(folder, error);
      },
    );
    this.#topics.set(name, opening);
    return opening;
  }

  /** Removes records older than the retention. Also runs every ten minutes. */
  async applyRetention(): Promise<void> {
    for (const topic of this.#topics.values()) await (await topic).applyRetention();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#retention);
    await this.#closeTopics();
    try {
      await this.groups.close();
    } finally {
      await this.lock.release();
    }
  }

  async #onLost(): Promise<void> {
    const { folder, logger } = this.options;
    clearInterval(this.#retention);
    logger.error({ folder }, 'the event log is closed: this process has lost the lock on its folder');
    await this.#closeTopics();
  }

  async #closeTopics(): Promise<void> {
    for (const topic of this.#topics.values()) await topic.then((log) => log.close()).catch(() => undefined);
  }

  async #retain(): Promise<void> {
    try {
      await this.applyRetention();
    } catch (error) {
      this.options.logger.error({ err: error }, 'old events could not be removed');
    }
  }
}

function toFolderName(topic: string): string {
  if (!/^\w[\w.-]*$/.test(topic)) {
    throw eventErrors.EVENT_LOG_FAULTY({ path: topic, reason: 'a topic is named with letters, digits, . _ and -.' });
  }
  return topic;
}

function toFault(path: string, error: unknown): unknown {
  if (error instanceof ServiceError) return error;
  return eventErrors.EVENT_LOG_FAULTY({ path, reason: messageOf(error) }, { cause: error });
}
