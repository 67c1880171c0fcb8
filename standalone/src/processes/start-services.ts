import { fileURLToPath } from 'node:url';
import { StartError } from '@skillwright/service/start-up';
import { compileCacheEnvironment } from '../compile-cache.js';
import type { Running } from '../terminal/report.js';
import type { BrokerPlace } from '../backing-services/broker.js';
import { openBackingServices, type OpeningBackingServices } from '../backing-services/open-backing-services.js';
import { freePort } from '@skillwright/service/start-up';
import { choosePorts } from '../ports.js';
import { runTogether } from '../run-together.js';
import { loopback, serviceEnvironment, serviceUrls, urlOf } from '../service-addresses.js';
import type { StartContext } from '../start-context.js';
import { ServiceProcess } from './service-process.js';

// The services run like this file: from their sources, or from their builds.
const fromSource = import.meta.url.endsWith('.ts');
const extension = fromSource ? '.ts' : '.js';
const code = fromSource ? 'src/main.ts' : 'dist/main.js';

/**
 * Starts the four services as processes of their own, on PORT to PORT + 3, over configured or local databases and
 * brokers. The services start at the same time as a local broker; each retries until it can connect.
 */
export function startServices(context: StartContext): Promise<Running> {
  return runTogether(context.signal, async (together) => {
    const { config, parts, onProgress } = context;
    const { signal } = together;
    const { backing, brokers } = await openWithBrokers({ ...context, signal }, together);
    const databases = await backing.databases;
    onProgress('services: starting');
    const { gateway, services: ports, note: portsNote } = await choosePorts(config.PORT);
    const gatewayPort = gateway === 0 ? await freePort() : gateway;
    const { skill, generation, validation } = ports;
    const env = serviceEnvironment(context.env, { dataFolder: backing.dataFolder, databases, brokers, ports });
    const shared = { ...env, ...compileCacheEnvironment(), LOG_LEVEL: config.LOG_LEVEL };

    const create = (name: string, folder: string, host: string, port: number) =>
      parts.add(
        name,
        new ServiceProcess({
          name,
          entry: fileURLToPath(new URL(`../../../${folder}/${code}`, import.meta.url)),
          nodeArgs: [...process.execArgv, '--import', new URL(`./end-with-parent${extension}`, import.meta.url).href],
          url: urlOf(host, port),
          env: { ...shared, HOST: host, PORT: String(port) },
          onLine: (line) => void process.stdout.write(`${name.padEnd(10)} | ${line}\n`),
        }),
      );
    // Parts are stopped in reverse: each service stops before the services that it calls.
    const services = {
      skill: create('skill', 'subgraphs/skill', loopback, skill),
      generation: create('generation', 'subgraphs/generation', loopback, generation),
      validation: create('validation', 'subgraphs/validation', loopback, validation),
      gateway: create('gateway', 'gateway', config.HOST, gatewayPort),
    };
    signal.throwIfAborted();
    // Only generation calls another service while it starts: it reads the library.
    const inTurn = services.skill.start(signal).then(() => services.generation.start(signal));
    await Promise.all(
      [inTurn, services.validation.start(signal), services.gateway.start(signal)].map((start) => together.add(start)),
    );

    const broker = await backing.broker;
    if (!('brokers' in broker) || broker.brokers.join() !== brokers.join()) {
      throw new StartError('The port of the local Kafka was taken while it started; start again.');
    }
    const url = urlOf(config.HOST, gatewayPort);
    return { url, serviceUrls: serviceUrls(ports), portsNote, dataFolder: backing.dataFolder, databases, broker };
  });
}

/**
 * Begins to open the backing services and returns the brokers' addresses. Throws a StartError when there are no
 * brokers.
 */
async function openWithBrokers(
  ...[context, together]: Parameters<typeof openBackingServices>
): Promise<{ backing: OpeningBackingServices; brokers: readonly string[] }> {
  let onPlace: (place: BrokerPlace) => void = () => undefined;
  const placed = new Promise<BrokerPlace>((resolve) => (onPlace = resolve));
  const backing = await openBackingServices(context, together, onPlace);
  const place = await Promise.race([placed, backing.broker]);
  if ('brokers' in place) return { backing, brokers: place.brokers };
  const { description } = await backing.broker;
  throw new StartError(`Four processes need a Kafka broker to meet at: ${description}.`);
}
