import type { Logger } from '@skillwright/service';
import { GrowingPause } from '@skillwright/service/timing';
import type { Consumer, ConsumerRunConfig, Kafka } from 'kafkajs';
import { retryTransient } from './transient-error.js';
import type { Subscription } from '../event-transport.js';

export interface SupervisedConsumerOptions {
  readonly kafka: Kafka;
  /** Returns the group to join; called at every start. */
  group(): string;
  readonly topics: readonly string[];
  readonly fromBeginning: boolean;
  readonly run: ConsumerRunConfig;
  /** Called before each start of reading, to seek where the offsets of the group do not apply. */
  seek?(consumer: Consumer): void;
  readonly logger: Logger;
}

/**
 * Starts a kafkajs consumer and replaces it after each crash. Resolves once it has joined its group for the first time.
 */
export async function startSupervisedConsumer(options: SupervisedConsumerOptions): Promise<Subscription> {
  const stopping = new AbortController();
  const first = await retryTransient(() => startConsumer(options));
  const supervision = supervise(options, first, stopping.signal);
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

async function supervise(
  options: SupervisedConsumerOptions,
  first: RunningConsumer,
  stopping: AbortSignal,
): Promise<void> {
  const stopped = new Promise<undefined>((resolve) => stopping.addEventListener('abort', () => resolve(undefined)));
  let running: RunningConsumer | undefined = first;
  const pauses = new GrowingPause();
  while (!stopping.aborted) {
    const crash: Error | undefined = running && (await Promise.race([running.crashed, stopped]));
    if (crash) {
      options.logger.warn({ err: crash, topics: options.topics }, 'a consumer crashed and is started again');
      pauses.reset();
      await disconnect(running?.consumer);
    }
    if (stopping.aborted) break;
    await pauses.wait(stopping);
    running = stopping.aborted ? undefined : await startConsumer(options).catch(() => undefined);
  }
  await disconnect(running?.consumer);
}

async function startConsumer(options: SupervisedConsumerOptions): Promise<RunningConsumer> {
  const { kafka, topics, fromBeginning, run, seek } = options;
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
    await consumer.run(run);
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
