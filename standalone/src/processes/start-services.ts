import { fileURLToPath } from 'node:url';
import type { Running } from '../console/report.js';
import { openEngines } from '../engines/open-engines.js';
import { findFreePorts } from '../ports.js';
import { loopback, serviceEnvironment, serviceUrls, urlOf } from '../service-addresses.js';
import type { StartContext } from '../start-context.js';
import { StartError } from '../start-error.js';
import { ServiceProcess } from './service-process.js';

// The services run as this file does: from their sources, or as they were built.
const fromSource = import.meta.url.endsWith('.ts');
const extension = fromSource ? '.ts' : '.js';
const code = fromSource ? 'src/main.ts' : 'dist/main.js';

/** Starts the four services as processes of their own, on PORT to PORT + 3, over databases and a broker, given or local. */
export async function startServices(context: StartContext): Promise<Running> {
  const { config, parts, signal, onProgress } = context;
  const engines = await openEngines(context);
  if ('embedded' in engines.broker) {
    throw new StartError(`Four processes need a Kafka broker to meet at: ${engines.broker.description}.`);
  }
  onProgress('services: starting');
  const [gatewayPort = 0, skill = 0, generation = 0, validation = 0] = await choosePorts(config.PORT);
  const ports = { skill, generation, validation };
  const env = { ...serviceEnvironment(context.env, engines, ports), LOG_LEVEL: config.LOG_LEVEL };

  const start = async (name: string, folder: string, host: string, port: number) => {
    signal.throwIfAborted();
    const service = new ServiceProcess({
      name,
      entry: fileURLToPath(new URL(`../../../${folder}/${code}`, import.meta.url)),
      nodeArgs: [...process.execArgv, '--import', new URL(`./end-with-parent${extension}`, import.meta.url).href],
      url: urlOf(host, port),
      env: { ...env, HOST: host, PORT: String(port) },
      onLine: (line) => void process.stdout.write(`${name.padEnd(10)} | ${line}\n`),
    });
    parts.add(name, service);
    await service.start();
  };
  await start('skill', 'subgraphs/skill', loopback, skill);
  const starts = [
    start('generation', 'subgraphs/generation', loopback, generation),
    start('validation', 'subgraphs/validation', loopback, validation),
  ];
  await Promise.allSettled(starts);
  await Promise.all(starts);
  await start('gateway', 'gateway', config.HOST, gatewayPort);
  return { url: urlOf(config.HOST, gatewayPort), serviceUrls: serviceUrls(ports), ...engines };
}

async function choosePorts(first: number): Promise<number[]> {
  return first === 0 ? findFreePorts(4) : [first, first + 1, first + 2, first + 3];
}
