import { constants } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runsWith } from '@skillwright/locks';
import { endProcess, send, spawnJava } from './broker-process.js';
import { findBrokerRecord, writeBrokerRecord } from './broker-record.js';
import { findFailure, formatStorage } from './storage.js';
import { installKafka, type InstallKafkaOptions } from './install.js';
import { KafkaError, messageOf } from './kafka-error.js';
import { withLock } from './lock.js';
import { choosePorts, isOpen } from './ports.js';
import { log4jConfiguration, serverProperties, type BrokerPorts } from './server-properties.js';

export interface StartKafkaOptions {
  /** Everything of this broker is kept here: its data, ports, pid and log. One broker per folder. */
  readonly dataDir: string;
  /** Told what takes time, in words for a person. */
  readonly onProgress?: ((message: string) => void) | undefined;
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

const startAttempts = 3;
const checkMs = 50;

/** Starts one KRaft broker on loopback, or adopts the one that already runs on this folder. Throws {@link KafkaError}. */
export async function startKafka(options: StartKafkaOptions): Promise<LocalKafka> {
  const { onProgress, installFolder, startTimeoutMs = 60_000, stopTimeoutMs = 15_000 } = options;
  const dataDir = resolve(options.dataDir);
  const properties = join(dataDir, 'server.properties');
  await prepareFolder(dataDir);
  const install: InstallKafkaOptions = { onProgress, ...(installFolder ? { folder: installFolder } : {}) };
  const libs = await installKafka(install);

  return withLock(join(dataDir, 'start'), startTimeoutMs * 2, async () => {
    const record = await findBrokerRecord(dataDir);
    if (record?.pid && (await runsWith(record.pid, properties))) {
      if (await becomesOpen(record.pid, properties, record.ports, startTimeoutMs)) {
        return running(dataDir, record.pid, record.ports, true, stopTimeoutMs);
      }
      onProgress?.('ending a broker that does not answer');
      await endProcess(record.pid, properties, stopTimeoutMs);
    }
    let ports = await choosePorts(record?.ports);
    for (let attempt = 1; ; attempt++) {
      await writeConfiguration(dataDir, properties, ports);
      await formatStorage({ dataDir, libs, properties });
      onProgress?.(`starting Apache Kafka on 127.0.0.1:${ports.broker}`);
      const pid = spawnJava(brokerArguments(dataDir, libs, properties), join(dataDir, 'broker.out'));
      writeBrokerRecord(dataDir, { pid, ports });
      if (await becomesOpen(pid, properties, ports, startTimeoutMs)) {
        return running(dataDir, pid, ports, false, stopTimeoutMs);
      }
      await endProcess(pid, properties, stopTimeoutMs);
      writeBrokerRecord(dataDir, { pid: null, ports });
      const { reason, portTaken } = await findFailure(dataDir);
      if (!portTaken || attempt === startAttempts) {
        throw new KafkaError(`Apache Kafka did not start on ${dataDir}: ${reason}`);
      }
      ports = await choosePorts(undefined);
    }
  });
}

function running(
  dataDir: string,
  pid: number,
  ports: BrokerPorts,
  adopted: boolean,
  stopTimeoutMs: number,
): LocalKafka {
  let stopping: Promise<void> | undefined;
  const properties = join(dataDir, 'server.properties');
  const stop = async () => {
    await endProcess(pid, properties, stopTimeoutMs);
    writeBrokerRecord(dataDir, { pid: null, ports });
  };
  return {
    brokers: [`127.0.0.1:${ports.broker}`],
    adopted,
    isRunning: () => runsWith(pid, properties),
    stop: () => (stopping ??= stop()),
    kill: () => send(pid, 'SIGKILL'),
  };
}

async function prepareFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
  } catch (error) {
    throw new KafkaError(`The folder ${dataDir} cannot hold the broker's data: ${messageOf(error)}.`, { cause: error });
  }
}

async function writeConfiguration(dataDir: string, properties: string, ports: BrokerPorts): Promise<void> {
  await writeFile(properties, serverProperties(dataDir, ports));
  await writeFile(join(dataDir, 'log4j2.properties'), log4jConfiguration);
}

function brokerArguments(dataDir: string, libs: string, properties: string): string[] {
  return [
    '-Xmx384m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    `-Dkafka.logs.dir=${dataDir}`,
    `-Dlog4j2.configurationFile=${join(dataDir, 'log4j2.properties')}`,
    '-cp',
    join(libs, '*'),
    'kafka.Kafka',
    properties,
  ];
}

async function becomesOpen(pid: number, properties: string, ports: BrokerPorts, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if (!(await runsWith(pid, properties))) return false;
    if (await isOpen(ports.broker)) return true;
    await pause(checkMs);
  }
  return false;
}
