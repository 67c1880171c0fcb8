import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolder } from '@skillwright/service/files';
import { runsWith, sendSignal } from '@skillwright/locks';
import { messageOf, StartError } from '@skillwright/service/start-up';
import { becomesOpen, endBroker } from './broker-process.js';
import { findBrokerRecord, writeBrokerRecord, type BrokerRecord } from './broker-record.js';
import { ClassArchive } from './class-archive.js';
import { installKafka, type InstallKafkaOptions } from './install.js';
import { launchBroker } from './launch-broker.js';
import { withLock, type HeldLock } from './lock.js';
import { pathsOf, type BrokerPorts } from './server-properties.js';

export interface StartKafkaOptions {
  /** The folder of this broker's data, ports, pid and log. One broker runs on a folder. */
  readonly dataDir: string;
  /** The port to listen on if it is free. Default: the port of the last start. */
  readonly port?: number;
  /** Called with a message for a person before each slow step. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Called with the address at which the broker is going to listen, and again if that has to change. */
  readonly onAddress?: (brokers: readonly string[]) => void;
  /** Called when the start only waits for Maven or Java, and this process is free for other work. */
  readonly onLaunch?: (() => void) | undefined;
  /** Aborts the start and ends the broker. */
  readonly signal?: AbortSignal | undefined;
  /** The folder of the jars. Default: as in {@link installKafka}. */
  readonly installFolder?: string;
  /** The longest time until the broker accepts connections, in milliseconds. Default: 60,000. */
  readonly startTimeoutMs?: number;
  /** The time after which a stopping broker is killed, in milliseconds. Default: 15,000. */
  readonly stopTimeoutMs?: number;
}

export interface LocalKafka {
  readonly brokers: string[];
  readonly port: number;
  /** True when the broker was still running after its starter had been killed. */
  readonly adopted: boolean;
  /** Returns whether the broker's process is alive. */
  isRunning(): Promise<boolean>;
  /** Ends the broker in order, and kills it after `stopTimeoutMs`. Can be called twice. */
  stop(): Promise<void>;
  /** Kills the broker without waiting, for a process that must end now. No record is lost. */
  kill(): void;
}

/** A broker that accepts connections. */
interface RunningBroker {
  readonly pid: number;
  readonly ports: BrokerPorts;
  readonly adopted: boolean;
}

/**
 * Starts one KRaft broker on loopback, or adopts the one that already runs on this folder. Throws {@link StartError},
 * and the reason of `signal` when that aborts.
 */
export async function startKafka(options: StartKafkaOptions): Promise<LocalKafka> {
  const { onProgress, onLaunch, signal, startTimeoutMs = 60_000, stopTimeoutMs = 15_000 } = options;
  const dataDir = resolve(options.dataDir);
  await prepareFolder(dataDir);
  const libs = await installKafka(installOptions(options));
  const archive = await ClassArchive.of(libs);
  const onAddress = ({ broker }: BrokerPorts) => options.onAddress?.([addressOf(broker)]);

  const start = async ({ lost }: HeldLock): Promise<RunningBroker> => {
    const ending = AbortSignal.any(signal ? [signal, lost] : [lost]);
    const record = await findBrokerRecord(dataDir);
    const adopted = record && (await adopt(dataDir, record, { ...options, signal: ending }));
    if (adopted) {
      onAddress(adopted.ports);
      return adopted;
    }
    const told = { onAddress, onProgress, onLaunch };
    const launch = {
      dataDir,
      port: options.port ?? 0,
      libs,
      archive,
      ...told,
      signal: ending,
      startTimeoutMs,
      stopTimeoutMs,
    };
    return { ...(await launchBroker(launch, record?.ports)), adopted: false };
  };
  const broker = await withLock(join(dataDir, 'start'), startTimeoutMs * 2, start);
  return createHandle(dataDir, broker, archive, stopTimeoutMs);
}

/** Finds the broker that runs on this folder. A broker that does not answer is ended. */
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
  onProgress?.('ending the broker of the last start, which does not answer');
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
    port: ports.broker,
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
    await makeFolder(dataDir);
    await access(dataDir, constants.W_OK);
  } catch (error) {
    throw new StartError(`The folder ${dataDir} cannot hold the broker's data: ${messageOf(error)}.`, { cause: error });
  }
}
