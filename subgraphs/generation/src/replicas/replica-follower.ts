import { parseRecord, type Topic } from '@skillwright/contracts/events';
import { follow, type EventTransport, type StoredRecord } from '@skillwright/events/log';
import { OutageLog, type Logger } from '@skillwright/service';
import type { Pause } from '@skillwright/service/timing';
import pLimit from 'p-limit';

/** A folder to which all replicas write, and of which each has an index in memory. */
export interface SharedFolder {
  /** Returns the ids of all entries of the folder. */
  listIds(): Promise<readonly string[]>;
  /** Reads the entry with this id into the index if it is newer. Writes nothing. */
  refresh(id: string): Promise<void>;
}

export interface ReplicaFollowerOptions {
  readonly transport: Pick<EventTransport, 'read'>;
  /** The folders by the topics of their events. The key of an event is the id of an entry. */
  readonly folders: Readonly<Partial<Record<Topic, SharedFolder>>>;
  readonly logger: Logger;
  /** The pause after a failure to read the log. */
  readonly pause?: Pause;
}

const scanConcurrency = 4;

/**
 * Updates the indexes of this replica with the writes of other replicas to the same folders: it reads the service's own
 * events, without a group, and refreshes the entries that they name. Each reading starts with a scan of the folders.
 */
export class ReplicaFollower {
  private readonly folders: ReadonlyMap<string, SharedFolder>;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: ReplicaFollowerOptions) {
    this.folders = new Map(Object.entries(options.folders));
  }

  /** Starts in the background, and tries again while the log cannot be read. */
  start(): void {
    this.running ??= this.run();
  }

  /** Waits for running refreshes, but not for a log that does not answer. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const from = Object.fromEntries([...this.folders.keys()].map((topic) => [topic, 'latest'] as const));
    const outage = new OutageLog({
      logger: this.options.logger,
      away: 'the writes of other replicas cannot be read; trying again',
      back: 'the writes of other replicas can be read again',
    });
    let scans = Promise.resolve();
    await follow(this.options.transport, {
      signal: this.stopping.signal,
      pause: this.options.pause,
      from: () => from,
      onOpen: () => {
        outage.succeeded();
        // After the reading has begun, so that a write during the scan is known by its event.
        scans = scans.then(() => this.scan());
      },
      onRecord: (record) => this.receive(record),
      onFailure: (error) => outage.failed({ err: error }),
    });
    await scans;
  }

  private receive(record: StoredRecord): Promise<void> {
    const { topic, partition, offset } = record;
    return this.attempt({ topic, partition, offset }, async () => {
      await this.folders.get(topic)?.refresh(parseRecord(record).key);
    });
  }

  private async scan(): Promise<void> {
    const limit = pLimit(scanConcurrency);
    const refresh = async (folder: SharedFolder, id: string) => {
      if (!this.stopping.signal.aborted) await this.attempt({ id }, () => folder.refresh(id));
    };
    const scanFolder = async (folder: SharedFolder) => {
      const ids = await folder.listIds();
      await Promise.all(ids.map((id) => limit(() => refresh(folder, id))));
    };
    const folders = [...new Set(this.folders.values())];
    await Promise.all(folders.map((folder) => this.attempt({}, () => scanFolder(folder))));
    if (this.stopping.signal.aborted) return;
    this.options.logger.info('the indexes have all writes of other replicas');
  }

  /** Logs the failure of `work`, so that one unreadable entry does not stop the others. */
  private async attempt(about: Readonly<Record<string, unknown>>, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.options.logger.warn({ ...about, err: error }, 'a write of another replica could not be read');
    }
  }
}
