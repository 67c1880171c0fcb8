import { join } from 'node:path';
import { findKafkaPrerequisites, installKafka, kafkaVersion, startKafka } from '@skillwright/kafka';
import type { InstallKafkaOptions, LocalKafka } from '@skillwright/kafka';
import { StartError } from '@skillwright/service/start-up';
import { defaultPort, type StandaloneConfig } from '../config.js';
import { displayPath } from '../terminal/display-path.js';
import { SupervisedServer, type Server } from './supervised-server.js';
import { findConnectFailure } from './find-connect-failure.js';

/** The place of the event log: the addresses of Kafka brokers, or the folder of the embedded event log. */
export type BrokerPlace = { readonly brokers: readonly string[] } | { readonly embedded: string };

/** The event log that a start has chosen, and the local broker under it where there is one. */
export type Broker = BrokerPlace & {
  /** One line for the start-up report; the reason is included when it is a fallback. */
  readonly description: string;
  /** Stops the local broker, if one was started. */
  stop(): Promise<void>;
  /** Kills the local broker at once, if one was started. */
  kill(): void;
};

/** Kafka's usual port. */
const defaultKafkaPort = 9092;

const nothingStarted = { stop: async () => undefined, kill: () => undefined };

export interface OpenBrokerOptions {
  readonly onProgress: (text: string) => void;
  /** Called with the address at which a local Kafka is going to listen, and again if that has to change. */
  readonly onPlace?: ((place: BrokerPlace) => void) | undefined;
  /** Called when the start of a local Kafka only waits for other processes. */
  readonly onLaunch?: () => void;
  /** Aborts the start of a local Kafka. */
  readonly signal: AbortSignal;
}

/**
 * Chooses the event log: the configured brokers, else a local Kafka, else the embedded event log with the reason.
 * Throws a StartError when no configured broker answers, and the error of a local Kafka that does not start.
 */
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
  const port = config.KAFKA_PORT ?? (config.PORT === defaultPort ? defaultKafkaPort : 0);
  const kafka = await startKafka({
    dataDir,
    port,
    onProgress: tell,
    onLaunch,
    signal,
    onAddress: (brokers) => onPlace?.({ brokers }),
  });
  const supervised = new SupervisedServer(toServer(kafka), {
    name: 'Kafka',
    restart: async () => toServer(await startKafka({ dataDir, port, onProgress: tell })),
    onEvent: onProgress,
  });
  const moved = port > 0 && kafka.port !== port ? ` (${port} is in use by another program)` : '';
  const how = kafka.adopted ? 'local, adopted from a run that was killed' : 'local';
  return {
    brokers: kafka.brokers,
    description: `Apache Kafka ${kafkaVersion}, ${how}, ${kafka.brokers.join(', ')}${moved}, data in ${displayPath(dataDir)}`,
    stop: () => supervised.stop(),
    kill: () => supervised.kill(),
  };
}

function toServer(kafka: LocalKafka): Server {
  return { ...kafka, address: kafka.brokers.join(', ') };
}

async function checkReachable(brokers: readonly string[]): Promise<void> {
  const failures = await Promise.all(brokers.map(findConnectFailure));
  if (failures.every((failure) => failure !== undefined)) {
    throw new StartError(`None of the brokers in KAFKA_BROKERS can be reached: ${failures.join(', ')}.`);
  }
}

/** Returns why a local Kafka cannot be started (a missing program, a failed download), or undefined when it can. */
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
