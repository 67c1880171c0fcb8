import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeHolder, takeLock } from '@skillwright/locks';
import { ServiceError, type Clock, type Logger } from '@skillwright/service';
import { messageOf } from '../../error-facts.js';
import { eventErrors } from '../../errors.js';
import { GroupOffsets } from './group-offsets.js';
import { TopicLog } from './topic-log.js';

export interface EventStoreOptions {
  readonly folder: string;
  readonly segmentBytes: number;
  readonly retentionMs: number;
  readonly now: Clock;
  readonly logger: Logger;
}

/** The files of the embedded event log: `topics/<topic>/`, `groups/`, and a lock, because one process writes them. */
export class EventStore {
  readonly #topics = new Map<string, Promise<TopicLog>>();

  private constructor(
    private readonly options: EventStoreOptions,
    readonly groups: GroupOffsets,
    private readonly release: () => Promise<void>,
  ) {}

  /** Throws EVENT_LOG_FAULTY if the folder cannot be used. */
  static async open(options: EventStoreOptions): Promise<EventStore> {
    const { folder, logger } = options;
    let release: (() => Promise<void>) | undefined;
    try {
      await mkdir(folder, { recursive: true });
      const lock = await takeLock(join(folder, 'lock'));
      if ('heldBy' in lock) {
        throw eventErrors.EVENT_LOG_FAULTY({ path: folder, reason: `${describeHolder(lock.heldBy)} has it open.` });
      }
      release = () => lock.release();
      return new EventStore(options, await GroupOffsets.open(join(folder, 'groups'), logger), release);
    } catch (error) {
      await release?.();
      throw toFault(folder, error);
    }
  }

  /** Opens the log of a topic, or creates it. Throws EVENT_LOG_FAULTY. */
  topic(name: string): Promise<TopicLog> {
    const known = this.#topics.get(name);
    if (known) return known;
    const folder = join(this.options.folder, 'topics', toFolderName(name));
    const opening = TopicLog.open({ ...this.options, topic: name, folder }).catch((error: unknown) => {
      this.#topics.delete(name);
      throw toFault(folder, error);
    });
    this.#topics.set(name, opening);
    return opening;
  }

  async applyRetention(): Promise<void> {
    for (const topic of this.#topics.values()) await (await topic).applyRetention();
  }

  async close(): Promise<void> {
    for (const topic of this.#topics.values()) await topic.then((log) => log.close()).catch(() => undefined);
    await this.groups.close();
    await this.release();
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
