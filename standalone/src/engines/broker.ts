import { join } from 'node:path';
import { findKafkaPrerequisites, installKafka, kafkaVersion, startKafka } from '@skillwright/kafka';
import type { InstallKafkaOptions, LocalKafka } from '@skillwright/kafka';
import type { StandaloneConfig } from '../config.js';
import { displayPath } from '../console/display-path.js';
import { StartError } from '../start-error.js';
import { SupervisedEngine, type Engine } from './supervised-engine.js';
import { findConnectFailure } from './find-connect-failure.js';

/** Where the events are: Kafka brokers, or the embedded event log in a folder. */
export type BrokerPlace = { readonly brokers: readonly string[] } | { readonly embedded: string };

/** What carries the events. */
export type Broker = BrokerPlace & {
  /** For the start-up report, with the reason where something was fallen back to. */
  readonly description: string;
  /** Stops what was started for it. */
  stop(): Promise<void>;
  /** Ends that at once. */
  kill(): void;
};

const nothingStarted = { stop: async () => undefined, kill: () => undefined };

export interface OpenBrokerOptions {
  readonly onProgress: (text: string) => void;
  /** Told where a local Kafka is about to listen; told again where that had to change. */
  readonly onPlace?: ((place: BrokerPlace) => void) | undefined;
  /** Told when the start of a local Kafka waits for other processes. */
  readonly onLaunch?: () => void;
  /** Ends the start of a local Kafka. */
  readonly signal: AbortSignal;
}

/** Takes the brokers that are configured, else starts a local Kafka where that is possible, else the embedded event log. */
export async function openBroker(
  config: StandaloneConfig,
  dataFolder: string,
  { onProgress, onPlace, onLaunch, signal }: OpenBrokerOptions,
): Promise<Broker> {
  const brokers = config.KAFKA_BROKERS;
  if (brokers?.length === 0) return embeddedLog(dataFolder, 'KAFKA_BROKERS is none');
  if (brokers) {
    await checkReachable(brokers);
    return { brokers, description: brokers.join(', '), ...nothingStarted };
  }

  const tell = (text: string) => onProgress(`Kafka: ${text}`);
  const reason = await findObstacle({ onProgress: tell, onLaunch, signal });
  if (reason) return embeddedLog(dataFolder, `${reason} KAFKA_BROKERS can name brokers of your own`);

  const dataDir = join(dataFolder, 'kafka');
  const kafka = await startKafka({
    dataDir,
    onProgress: tell,
    onLaunch,
    signal,
    onAddress: (brokers) => onPlace?.({ brokers }),
  });
  const supervised = new SupervisedEngine(toEngine(kafka), {
    name: 'Kafka',
    restart: async () => toEngine(await startKafka({ dataDir, onProgress: tell })),
    onEvent: onProgress,
  });
  const how = kafka.adopted ? 'local, adopted from a run that was killed' : 'local';
  return {
    brokers: kafka.brokers,
    description: `Apache Kafka ${kafkaVersion}, ${how}, ${kafka.brokers.join(', ')}, data in ${displayPath(dataDir)}`,
    stop: () => supervised.stop(),
    kill: () => supervised.kill(),
  };
}

function toEngine(kafka: LocalKafka): Engine {
  return { ...kafka, address: kafka.brokers.join(', ') };
}

async function checkReachable(brokers: readonly string[]): Promise<void> {
  const failures = await Promise.all(brokers.map(findConnectFailure));
  if (failures.every((failure) => failure !== undefined)) {
    throw new StartError(`None of the brokers in KAFKA_BROKERS can be reached: ${failures.join(', ')}.`);
  }
}

/** Why there can be no local Kafka: a program that is missing, or a download that fails. */
async function findObstacle(options: InstallKafkaOptions): Promise<string | undefined> {
  const prerequisites = await findKafkaPrerequisites();
  if (!prerequisites.available) return prerequisites.reason;
  try {
    await installKafka(options);
    return undefined;
  } catch (error) {
    options.signal?.throwIfAborted();
    return (error as Error).message;
  }
}

function embeddedLog(dataFolder: string, reason: string): Broker {
  const embedded = join(dataFolder, 'events');
  return {
    embedded,
    description: `embedded event log in ${displayPath(embedded)} (${reason})`,
    ...nothingStarted,
  };
}
