import {
  follow,
  type EventRecord,
  type EventTransport,
  type Positions,
  type StoredRecord,
} from '@skillwright/events/log';
import { messageOf, toServiceError, type Logger, type PartStatus } from '@skillwright/service';
import { retryUntilAborted } from '@skillwright/service/timing';
import { authErrors } from '../errors.js';
import type { TokenRegistry } from '../tokens/token-registry.js';
import { clockSkewSeconds } from '../tokens/token-verifier.js';
import { TopicProgress } from './topic-progress.js';

/** A token that was revoked before its expiry. */
export interface Revocation {
  readonly id: string;
  /** In milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A topic that keeps every revocation. */
export interface RevocationTopic {
  readonly topic: string;
  /** Reads the revocation of a record. Throws if the record is none. */
  read(record: EventRecord): Revocation;
}

export interface RevokedTokensOptions extends RevocationTopic {
  readonly transport: Pick<EventTransport, 'read'> & { readonly admin: Pick<EventTransport['admin'], 'offsets'> };
  readonly logger: Logger;
  /** Milliseconds since the epoch; the system's clock by default. */
  readonly now?: () => number;
}

/** Expired ids are looked for when this many more are known than after the last search. */
const idsPerSweep = 1_000;

/**
 * The revoked tokens, as the event log tells them: it reads the topic from its beginning and goes on with it. Ids are
 * forgotten when their tokens have expired. It stays up to date only while the event log can be read.
 */
export class RevokedTokens implements TokenRegistry {
  private readonly expiries = new Map<string, number>();
  private readonly listeners = new Set<(id: string) => void>();
  private readonly stopping = new AbortController();
  private progress: TopicProgress | undefined;
  private caughtUp = false;
  private running: Promise<void> | undefined;
  private failure: string | undefined;
  private sweepAt = idsPerSweep;

  constructor(private readonly options: RevokedTokensOptions) {}

  /** Begins to read. Retries while the log cannot be read. */
  start(): void {
    this.running ??= this.keepReading();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Throws REVOCATIONS_UNKNOWN until everything is read that was in the topic at the start. */
  isRevoked(id: string): boolean {
    if (!this.caughtUp) throw authErrors.REVOCATIONS_UNKNOWN();
    return this.expiries.has(id);
  }

  onRevoked(listener: (id: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The state of the part, for `/readyz`. */
  status(): PartStatus {
    if (this.failure !== undefined) return { status: 'down', reason: this.failure };
    if (!this.caughtUp) return { status: 'down', reason: 'the revoked tokens are not read yet' };
    return { status: 'up', revoked: this.expiries.size };
  }

  private keepReading(): Promise<void> {
    const { transport, topic, logger } = this.options;
    return follow(transport, {
      signal: this.stopping.signal,
      from: () => ({ [topic]: this.progress?.next ?? 'earliest' }),
      onOpen: (start) => {
        this.failure = undefined;
        this.progress ??= this.begin(start[topic] ?? {});
      },
      onRecord: (record) => this.receive(record),
      onFailure: (error) => {
        this.failure = `the revoked tokens cannot be read: ${messageOf(error)}`;
        logger.warn({ err: error, topic }, 'the revoked tokens cannot be read; trying again');
        // The topic is another one of its name now. It is read from its beginning, and what is known stays known.
        if (toServiceError(error).code === 'OFFSET_OUT_OF_RANGE') this.progress = undefined;
      },
    });
  }

  private begin(start: Positions): TopicProgress {
    const { topic, logger } = this.options;
    const progress = new TopicProgress(start);
    if (progress.missedRecords) {
      logger.error({ topic }, 'the topic of revoked tokens has lost records; set its retention.ms to -1');
    }
    void this.findEnd(progress);
    return progress;
  }

  /** Finds out how much has to be read before the first answer. */
  private async findEnd(progress: TopicProgress): Promise<void> {
    const { transport, topic, logger } = this.options;
    const find = async () => progress.setEnd(await transport.admin.offsets(topic));
    await retryUntilAborted(find, {
      signal: this.stopping.signal,
      onFailure: (error) => logger.warn({ err: error, topic }, 'the end of the revoked tokens cannot be found'),
    });
    this.caughtUp ||= progress.reachedEnd;
  }

  private receive(record: StoredRecord): void {
    const { read, logger, topic } = this.options;
    try {
      this.add(read(record));
    } catch (error) {
      logger.error({ err: error, topic, offset: record.offset }, 'a record of the revoked tokens is not readable');
    }
    this.progress?.advance(record);
    this.caughtUp ||= this.progress?.reachedEnd ?? false;
  }

  private add({ id, expiresAt }: Revocation): void {
    const until = expiresAt + clockSkewSeconds * 1000;
    if (this.expiries.has(id) || until <= this.now()) return;
    this.expiries.set(id, until);
    if (this.expiries.size >= this.sweepAt) this.forgetExpired();
    for (const listener of [...this.listeners]) listener(id);
  }

  private forgetExpired(): void {
    const now = this.now();
    for (const [id, until] of this.expiries) if (until <= now) this.expiries.delete(id);
    this.sweepAt = this.expiries.size + idsPerSweep;
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }
}
