import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '@skillwright/service/start-up';
import { becomesOpen, endBroker, spawnJava } from './broker-process.js';
import { writeBrokerRecord } from './broker-record.js';
import type { ClassArchive } from './class-archive.js';
import { choosePorts } from './ports.js';
import { log4jConfiguration, pathsOf, serverProperties, type BrokerPorts } from './server-properties.js';
import { findFailure, formatStorage } from './storage.js';

export interface LaunchOptions {
  readonly dataDir: string;
  /** The wanted port of the broker; 0 for none. */
  readonly port: number;
  /** The folder that has the jars. */
  readonly libs: string;
  readonly archive: ClassArchive;
  readonly onAddress: (ports: BrokerPorts) => void;
  readonly onProgress: ((message: string) => void) | undefined;
  readonly onLaunch: (() => void) | undefined;
  readonly signal: AbortSignal | undefined;
  readonly startTimeoutMs: number;
  readonly stopTimeoutMs: number;
}

const attempts = 3;

/**
 * Starts the broker of a data folder, on its recorded ports if they are free. Resolves once it accepts connections.
 * Throws a StartError with the broker's own error when it does not start.
 */
export async function launchBroker(
  options: LaunchOptions,
  remembered: BrokerPorts | undefined,
): Promise<{ pid: number; ports: BrokerPorts }> {
  const { dataDir, port, libs, archive, onAddress, onProgress, onLaunch, signal, startTimeoutMs, stopTimeoutMs } =
    options;
  const { properties, log4j, output } = pathsOf(dataDir);
  let ports = await choosePorts(port, remembered);
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    onAddress(ports);
    await writeFile(properties, serverProperties(dataDir, ports));
    await writeFile(log4j, log4jConfiguration);
    const use = await archive.useArguments();
    await formatStorage({ dataDir, libs, properties, java: use, onLaunch });
    onProgress?.(`starting Apache Kafka on 127.0.0.1:${ports.broker}`);
    const java = use.length > 0 ? use : await archive.writeArguments();
    signal?.throwIfAborted();
    const pid = spawnJava([...java, ...brokerArguments(dataDir, libs)], { cwd: dataDir, output });
    writeBrokerRecord(dataDir, { pid, ports });
    onLaunch?.();
    const isOpen = await becomesOpen({ pid, properties, port: ports.broker, timeoutMs: startTimeoutMs, signal });
    if (isOpen) return { pid, ports };

    await endBroker(pid, properties, stopTimeoutMs);
    await archive.dropWritten();
    writeBrokerRecord(dataDir, { pid: null, ports });
    signal?.throwIfAborted();
    const { reason, portTaken, javaCrashed } = await findFailure(dataDir);
    // A damaged class archive crashes Java, so the next attempt runs without it.
    const isPassing = portTaken || (javaCrashed && (await archive.discard()));
    if (!isPassing || attempt === attempts) {
      throw new StartError(`Apache Kafka did not start on ${dataDir}: ${reason}`);
    }
    if (portTaken) ports = await choosePorts(0, undefined);
  }
}

function brokerArguments(dataDir: string, libs: string): string[] {
  const { properties, log4j } = pathsOf(dataDir);
  return [
    '-Xmx384m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    `-Dkafka.logs.dir=${dataDir}`,
    `-Dlog4j2.configurationFile=${log4j}`,
    ...['-cp', join(libs, '*')],
    'kafka.Kafka',
    properties,
  ];
}
