import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runsWith, sendSignal } from '@skillwright/locks';
import { becomesOpen, endBroker } from './broker-process.js';
import { findBrokerRecord, writeBrokerRecord, type BrokerRecord } from './broker-record.js';
import { ClassArchive } from './class-archive.js';
import { installKafka, type InstallKafkaOptions } from './install.js';
import { KafkaError, messageOf } from './kafka-error.js';
import { launchBroker } from './launch-broker.js';
import { withLock } from './lock.js';
import { pathsOf, type BrokerPorts } from './server-properties.js';

export interface StartKafkaOptions {
  /** Everything of this broker is kept here: its data, ports, pid and log. One broker per folder. */
  readonly dataDir: string;
  /** Told what takes time, in words for a person. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Told where the broker is about to listen, long before it does; told again where that had to change. */
  readonly onAddress?: (brokers: readonly string[]) => void;
  /** Told when the start waits for another process, Maven or Java, and needs this one hardly any more. */
  readonly onLaunch?: (() => void) | undefined;
  /** Ends the start, and the broker with it. */
  readonly signal?: AbortSignal | undefined;
  /** Where the jars are or go. Default: as {@link installKafka}. */
  readonly installFolder?: string;
  /** How long the broker may take to accept connections. Default: 60000. */
  readonly startTimeoutMs?: number;
  /** How long the broker may take to end before it is killed. Default: 15000. */
  readonly stopTimeoutMs?: number;
}

export interface LocalKafka {
  readonly brokers: string[];
  /** Whether it ran already: left over by a process that was killed. */
  readonly adopted: boolean;
  /** Whether the broker's process lives. */
  isRunning(): Promise<boolean>;
  /** Ends the broker in order, by force at a deadline. Safe to call twice. */
  stop(): Promise<void>;
  /** Kills the broker at once, without waiting: for a process that must end now. No record is lost. */
  kill(): void;
}

/** A broker that accepts connections. */
interface RunningBroker {
  readonly pid: number;
  readonly ports: BrokerPorts;
  readonly adopted: boolean;
}

/**
 * Starts one KRaft broker on loopback, or adopts the one that already runs on this folder. Throws {@link KafkaError}, and
 * the reason of `signal` when that aborts.
 */
export async function startKafka(options: StartKafkaOptions): Promise<LocalKafka> {
  const { onProgress, onLaunch, signal, startTimeoutMs = 60_000, stopTimeoutMs = 15_000 } = options;
  const dataDir = resolve(options.dataDir);
  await prepareFolder(dataDir);
  const libs = await installKafka(installOptions(options));
  const archive = await ClassArchive.of(libs);
  const onAddress = ({ broker }: BrokerPorts) => options.onAddress?.([addressOf(broker)]);

  const start = async (): Promise<RunningBroker> => {
    const record = await findBrokerRecord(dataDir);
    const adopted = record && (await adopt(dataDir, record, options));
    if (adopted) {
      onAddress(adopted.ports);
      return adopted;
    }
    const told = { onAddress, onProgress, onLaunch };
    const launch = { dataDir, libs, archive, ...told, signal, startTimeoutMs, stopTimeoutMs };
    return { ...(await launchBroker(launch, record?.ports)), adopted: false };
  };
  const broker = await withLock(join(dataDir, 'start'), startTimeoutMs * 2, start);
  return createHandle(dataDir, broker, archive, stopTimeoutMs);
}

/** The broker that runs on this folder. One that does not answer is ended. */
async function adopt(
  dataDir: string,
  { pid, ports }: BrokerRecord,
  { onProgress, signal, startTimeoutMs = 60_000, stopTimeoutMs = 15_000 }: StartKafkaOptions,
): Promise<RunningBroker | undefined> {
  const { properties } = pathsOf(dataDir);
  if (pid === null || !(await runsWith(pid, properties))) return undefined;
  if (await becomesOpen({ pid, properties, port: ports.broker, timeoutMs: startTimeoutMs, signal })) {
    return { pid, ports, adopted: true };
  }
  onProgress?.('ending a broker that does not answer');
  await endBroker(pid, properties, stopTimeoutMs);
  signal?.throwIfAborted();
  return undefined;
}

function createHandle(
  dataDir: string,
  { pid, ports, adopted }: RunningBroker,
  archive: ClassArchive,
  stopTimeoutMs: number,
): LocalKafka {
  let stopping: Promise<void> | undefined;
  const { properties } = pathsOf(dataDir);
  const stop = async () => {
    await endBroker(pid, properties, stopTimeoutMs);
    writeBrokerRecord(dataDir, { pid: null, ports });
    await archive.takeWritten();
  };
  return {
    brokers: [addressOf(ports.broker)],
    adopted,
    isRunning: () => runsWith(pid, properties),
    stop: () => (stopping ??= stop()),
    kill: () => sendSignal(pid, 'SIGKILL'),
  };
}

function addressOf(port: number): string {
  return `127.0.0.1:${port}`;
}

function installOptions({ onProgress, onLaunch, installFolder, signal }: StartKafkaOptions): InstallKafkaOptions {
  return { onProgress, onLaunch, signal, ...(installFolder === undefined ? {} : { folder: resolve(installFolder) }) };
}

async function prepareFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
  } catch (error) {
    throw new KafkaError(`The folder ${dataDir} cannot hold the broker's data: ${messageOf(error)}.`, { cause: error });
  }
}
