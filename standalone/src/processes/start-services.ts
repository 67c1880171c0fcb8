import { fileURLToPath } from 'node:url';
import { compileCacheEnvironment } from '../compile-cache.js';
import type { Running } from '../console/report.js';
import type { BrokerPlace } from '../engines/broker.js';
import { openEngines, type OpeningEngines } from '../engines/open-engines.js';
import { findFreePorts } from '../ports.js';
import { runTogether } from '../run-together.js';
import { loopback, serviceEnvironment, serviceUrls, urlOf } from '../service-addresses.js';
import type { StartContext } from '../start-context.js';
import { StartError } from '../start-error.js';
import { ServiceProcess } from './service-process.js';

// The services run as this file does: from their sources, or as they were built.
const fromSource = import.meta.url.endsWith('.ts');
const extension = fromSource ? '.ts' : '.js';
const code = fromSource ? 'src/main.ts' : 'dist/main.js';

/**
 * Starts the four services as processes of their own, on PORT to PORT + 3, over databases and a broker, given or local. They
 * start while a local broker does: each goes on trying until it is there.
 */
export function startServices(context: StartContext): Promise<Running> {
  return runTogether(context.signal, async (together) => {
    const { config, parts, onProgress } = context;
    const { signal } = together;
    const { engines, brokers } = await openEnginesWithBrokers({ ...context, signal }, together);
    const databases = await engines.databases;
    onProgress('services: starting');
    const [gatewayPort = 0, skill = 0, generation = 0, validation = 0] = await choosePorts(config.PORT);
    const ports = { skill, generation, validation };
    const env = serviceEnvironment(context.env, { dataFolder: engines.dataFolder, databases, brokers, ports });
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
    // In the order in which they can do without those before them when all is stopped.
    const services = {
      skill: create('skill', 'subgraphs/skill', loopback, skill),
      generation: create('generation', 'subgraphs/generation', loopback, generation),
      validation: create('validation', 'subgraphs/validation', loopback, validation),
      gateway: create('gateway', 'gateway', config.HOST, gatewayPort),
    };
    signal.throwIfAborted();
    // Generation reads the library at its start; the others ask nobody at theirs.
    const inTurn = services.skill.start(signal).then(() => services.generation.start(signal));
    await Promise.all(
      [inTurn, services.validation.start(signal), services.gateway.start(signal)].map((start) => together.add(start)),
    );

    const broker = await engines.broker;
    if (!('brokers' in broker) || broker.brokers.join() !== brokers.join()) {
      throw new StartError('The port of the local Kafka was taken while it started; start again.');
    }
    const url = urlOf(config.HOST, gatewayPort);
    return { url, serviceUrls: serviceUrls(ports), dataFolder: engines.dataFolder, databases, broker };
  });
}

/** The engines as they come up, and where the brokers will be. Throws a StartError where there will be none. */
async function openEnginesWithBrokers(
  ...[context, together]: Parameters<typeof openEngines>
): Promise<{ engines: OpeningEngines; brokers: readonly string[] }> {
  let onPlace: (place: BrokerPlace) => void = () => undefined;
  const placed = new Promise<BrokerPlace>((resolve) => (onPlace = resolve));
  const engines = await openEngines(context, together, onPlace);
  const place = await Promise.race([placed, engines.broker]);
  if ('brokers' in place) return { engines, brokers: place.brokers };
  const { description } = await engines.broker;
  throw new StartError(`Four processes need a Kafka broker to meet at: ${description}.`);
}

async function choosePorts(first: number): Promise<number[]> {
  return first === 0 ? findFreePorts(4) : [first, first + 1, first + 2, first + 3];
}
