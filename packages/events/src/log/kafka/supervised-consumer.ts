import type { Logger } from '@skillwright/service';
import { GrowingPause, type Pause } from '@skillwright/service/timing';
import type { Consumer, ConsumerRunConfig, EachBatchPayload, Kafka } from 'kafkajs';
import { retryTransient } from './transient-error.js';
import type { Subscription } from '../event-transport.js';

export interface SupervisedConsumerOptions {
  readonly kafka: Kafka;
  /** Returns the group to join; called at every start. */
  group(): string;
  readonly topics: readonly string[];
  readonly fromBeginning: boolean;
  readonly run: Omit<ConsumerRunConfig, 'eachBatch' | 'eachMessage'>;
  /** Calls `onHandled` after each record that it has handled. */
  eachBatch(payload: EachBatchPayload, onHandled: () => void): Promise<void>;
  /** Called before each start of reading, to seek where the offsets of the group do not apply. */
  seek?(consumer: Consumer): void;
  readonly logger: Logger;
  /** Default: the pause of {@link GrowingPause}. */
  readonly pause?: Pause | undefined;
}

/**
 * Starts a kafkajs consumer and replaces it after each crash, with growing pauses. Resolves once it has joined its group
 * for the first time; rejects if it cannot join.
 */
export async function startSupervisedConsumer(options: SupervisedConsumerOptions): Promise<Subscription> {
  const stopping = new AbortController();
  const pauses = new GrowingPause(options.pause && { pause: options.pause });
  // Not when it has joined: a consumer that joins and crashes at once must not join ten times a second.
  const start = () => startConsumer(options, () => pauses.reset());
  const first = await retryTransient(start);
  const supervision = supervise(options, { first, start, pauses }, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await supervision;
    },
  };
}

interface RunningConsumer {
  readonly consumer: Consumer;
  /** Resolves with the error of the crash. */
  readonly crashed: Promise<Error>;
}

interface Supervision {
  readonly first: RunningConsumer;
  start(): Promise<RunningConsumer>;
  readonly pauses: GrowingPause;
}

async function supervise(
  { logger, topics }: SupervisedConsumerOptions,
  { first, start, pauses }: Supervision,
  stopping: AbortSignal,
): Promise<void> {
  const stopped = new Promise<undefined>((resolve) => stopping.addEventListener('abort', () => resolve(undefined)));
  let running: RunningConsumer | undefined = first;
  while (!stopping.aborted) {
    try {
      running ??= await start();
      const crash: Error | undefined = await Promise.race([running.crashed, stopped]);
      if (crash) throw crash;
    } catch (error) {
      logger.warn({ err: error, topics, failures: pauses.failures + 1 }, 'a consumer failed and is started again');
      await disconnect(running?.consumer);
      running = undefined;
      await pauses.wait(stopping);
    }
  }
  await disconnect(running?.consumer);
}

async function startConsumer(options: SupervisedConsumerOptions, onHandled: () => void): Promise<RunningConsumer> {
  const { kafka, topics, fromBeginning, run, eachBatch, seek } = options;
  const consumer = kafka.consumer({
    groupId: options.group(),
    // A killed member keeps its partitions until its session ends.
    sessionTimeout: 8_000,
    heartbeatInterval: 1_500,
    // A stop waits as long for a fetch in progress.
    maxWaitTimeInMs: 500,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5, restartOnFailure: () => Promise.resolve(false) },
  });
  const crashed = new Promise<Error>((resolve) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error));
  });
  const joined = new Promise<undefined>((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, () => {
      seek?.(consumer);
      resolve(undefined);
    });
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning });
    await consumer.run({ ...run, eachBatch: (payload) => eachBatch(payload, onHandled) });
    const failure = await Promise.race([joined, crashed]);
    if (failure) throw failure;
    return { consumer, crashed };
  } catch (error) {
    await disconnect(consumer);
    throw error;
  }
}

async function disconnect(consumer: Consumer | undefined): Promise<void> {
  await consumer?.disconnect().catch(() => undefined);
}
