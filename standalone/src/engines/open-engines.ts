import { takeDataFolder } from '../data-folder.js';
import { checkPort } from '../ports.js';
import type { StartContext } from '../start-context.js';
import { openBroker } from './broker.js';
import type { Broker } from './broker.js';
import { openDatabases } from './databases.js';
import type { Databases } from './databases.js';

/** What is under the services. */
export interface Engines {
  /** Absolute. */
  readonly dataFolder: string;
  readonly databases: Databases;
  readonly broker: Broker;
}

/** Takes the data folder and opens databases and broker at the same time. Nothing is started where the gateway could not listen. */
export async function openEngines({ config, parts, onProgress, signal }: StartContext): Promise<Engines> {
  if (config.PORT !== 0) await checkPort(config.HOST, config.PORT);
  const { path: dataFolder } = parts.add('data folder', await takeDataFolder(config.DATA_DIR));
  signal.throwIfAborted();
  const opening = [
    openDatabases(config, dataFolder, onProgress).then((databases) => parts.add('databases', databases)),
    openBroker(config, dataFolder, onProgress).then((broker) => parts.add('broker', broker)),
  ] as const;
  // Both have to have come to an end, so that the caller knows of one that runs when the other fails.
  await Promise.allSettled(opening);
  const [databases, broker] = await Promise.all(opening);
  signal.throwIfAborted();
  return { dataFolder, databases, broker };
}
