import { parseRecord, type Topic } from '@skillwright/contracts/events';
import type { EventTransport, Reader, StoredRecord } from '@skillwright/events/log';
import type { Logger } from '@skillwright/service';
import { GrowingPause } from '@skillwright/service/timing';
import pLimit from 'p-limit';

/** A folder that all replicas write to, while each has an index of it in memory. */
export interface SharedFolder {
  /** The ids of all that lies there. */
  listIds(): Promise<readonly string[]>;
  /** Takes into the index what lies there under an id and is not in it yet. Writes nothing. */
  refresh(id: string): Promise<void>;
}

export interface ReplicaFollowerOptions {
  readonly transport: Pick<EventTransport, 'read'>;
  /** By the topics whose events tell what was written there; their key is its id. */
  readonly folders: Readonly<Partial<Record<Topic, SharedFolder>>>;
  readonly logger: Logger;
}

const scanConcurrency = 4;

/**
 * Keeps the indexes of this replica level with what others write to the same folders: reads the service's own events,
 * without a group, and refreshes what they name. Whenever it begins to read it looks through the folders once.
 */
export class ReplicaFollower {
  private readonly folders: ReadonlyMap<string, SharedFolder>;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: ReplicaFollowerOptions) {
    this.folders = new Map(Object.entries(options.folders));
  }

  /** Begins in the background, and goes on trying while the log cannot be read. */
  start(): void {
    this.running ??= this.follow();
  }

  /** Lets the refreshes in hand finish; does not wait for a log that does not answer. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    const { logger } = this.options;
    const pauses = new GrowingPause();
    while (!signal.aborted) {
      try {
        await this.readUntilOver(() => pauses.reset());
      } catch (error) {
        if (signal.aborted) return;
        if (pauses.failures === 0) {
          logger.warn({ err: error }, 'what other replicas write cannot be followed; trying again');
        }
        await pauses.wait(signal);
      }
    }
  }

  /** Resolves when the follower is stopped; rejects with what keeps the log from being read. */
  private async readUntilOver(onOpen: () => void): Promise<void> {
    const { signal } = this.stopping;
    let over = false;
    let end: () => void = () => undefined;
    let reader: Reader | undefined;
    let scan: Promise<void> | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        end = resolve;
        signal.addEventListener('abort', end);
        const from = Object.fromEntries([...this.folders.keys()].map((topic) => [topic, 'latest'] as const));
        const opened = (opening: Reader) => {
          if (over) return opening.stop();
          reader = opening;
          onOpen();
          // Only now: what is written behind the scan's back is told by an event.
          scan = this.scan();
          return undefined;
        };
        const { transport } = this.options;
        transport
          .read({ from, onRecord: (record) => this.take(record), onError: reject })
          .then(opened)
          .catch(reject);
      });
    } finally {
      over = true;
      signal.removeEventListener('abort', end);
      await reader?.stop();
      await scan;
    }
  }

  private take(record: StoredRecord): Promise<void> {
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
    this.options.logger.info('the indexes are level with what other replicas have written');
  }

  /** One thing that cannot be taken in must not keep back the others. */
  private async attempt(about: Readonly<Record<string, unknown>>, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.options.logger.warn({ ...about, err: error }, 'what another replica has written could not be taken in');
    }
  }
}
