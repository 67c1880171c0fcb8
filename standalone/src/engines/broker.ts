import { join } from 'node:path';
import { findKafkaPrerequisites, installKafka, kafkaVersion, startKafka, type LocalKafka } from '@skillwright/kafka';
import type { StandaloneConfig } from '../config.js';
import { displayPath } from '../console/display-path.js';
import { StartError } from '../start-error.js';
import { SupervisedEngine, type Engine } from './supervised-engine.js';
import { findConnectFailure } from './find-connect-failure.js';

/** What carries the events: Kafka brokers, or the embedded event log in a folder. */
export type Broker = ({ readonly brokers: readonly string[] } | { readonly embedded: string }) & {
  /** For the start-up report, with the reason where something was fallen back to. */
  readonly description: string;
  /** Stops what was started for it. */
  stop(): Promise<void>;
  /** Ends that at once. */
  kill(): void;
};

const nothingStarted = { stop: async () => undefined, kill: () => undefined };

/** Takes the brokers that are configured, else starts a local Kafka where that is possible, else the embedded event log. */
export async function openBroker(
  config: StandaloneConfig,
  dataFolder: string,
  onProgress: (text: string) => void,
): Promise<Broker> {
  const brokers = config.KAFKA_BROKERS;
  if (brokers?.length === 0) return embeddedLog(dataFolder, 'KAFKA_BROKERS is none');
  if (brokers) {
    await checkReachable(brokers);
    return { brokers, description: brokers.join(', '), ...nothingStarted };
  }

  const reason = await findObstacle(onProgress);
  if (reason) return embeddedLog(dataFolder, `${reason} KAFKA_BROKERS can name brokers of your own`);

  const dataDir = join(dataFolder, 'kafka');
  const start = () => startKafka({ dataDir, onProgress: (text) => onProgress(`Kafka: ${text}`) });
  const kafka = await start();
  const supervised = new SupervisedEngine(toEngine(kafka), {
    name: 'Kafka',
    restart: async () => toEngine(await start()),
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
async function findObstacle(onProgress: (text: string) => void): Promise<string | undefined> {
  const prerequisites = await findKafkaPrerequisites();
  if (!prerequisites.available) return prerequisites.reason;
  try {
    await installKafka({ onProgress: (text) => onProgress(`Kafka: ${text}`) });
    return undefined;
  } catch (error) {
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
