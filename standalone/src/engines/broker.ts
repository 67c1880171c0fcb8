import { join, relative } from 'node:path';
import { findKafkaPrerequisites, installKafka, kafkaVersion, startKafka } from '@skillwright/kafka';
import type { StandaloneConfig } from '../config.js';

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
  if (brokers) return { brokers, description: brokers.join(', '), ...nothingStarted };

  const reason = await findObstacle(onProgress);
  if (reason) return embeddedLog(dataFolder, `${reason} KAFKA_BROKERS can name brokers of your own`);

  const dataDir = join(dataFolder, 'kafka');
  const kafka = await startKafka({ dataDir, onProgress: (text) => onProgress(`Kafka: ${text}`) });
  const how = kafka.adopted ? 'local, adopted from a run that was killed' : 'local';
  return {
    brokers: kafka.brokers,
    description: `Apache Kafka ${kafkaVersion}, ${how}, ${kafka.brokers.join(', ')}, data in ${relative('', dataDir)}`,
    stop: () => kafka.stop(),
    kill: () => kafka.kill(),
  };
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
    description: `embedded event log in ${relative('', embedded)} (${reason})`,
    ...nothingStarted,
  };
}
