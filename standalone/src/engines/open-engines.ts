import { describeHolder } from '@skillwright/locks';
import { takeDataFolder } from '../data-folder.js';
import { checkPort } from '../ports.js';
import type { Together } from '../run-together.js';
import type { StartContext } from '../start-context.js';
import type { Part } from '../started-parts.js';
import { StartError } from '../start-error.js';
import { openBroker } from './broker.js';
import type { Broker, BrokerPlace } from './broker.js';
import { openDatabases } from './databases.js';
import type { Databases } from './databases.js';

/** What is under the services. */
export interface Engines {
  /** Absolute. */
  readonly dataFolder: string;
  readonly databases: Databases;
  readonly broker: Broker;
}

/** The same, while it comes up. */
export interface OpeningEngines {
  readonly dataFolder: string;
  readonly databases: Promise<Databases>;
  readonly broker: Promise<Broker>;
}

/**
 * Takes the data folder and begins to open databases and broker at the same time; resolves when both wait for processes of
 * their own, so that this one has time for other things. Nothing is started where the gateway could not listen.
 * `onBrokerPlace` is told where a local broker will be, long before it is up.
 */
export async function openEngines(
  { config, parts, onProgress, signal, end }: StartContext,
  together: Together,
  onBrokerPlace?: (place: BrokerPlace) => void,
): Promise<OpeningEngines> {
  if (config.PORT !== 0) await checkPort(config.HOST, config.PORT);
  const folder = await takeDataFolder(config.DATA_DIR, (holder) => {
    onProgress(`data folder: waiting for a sign of life of ${describeHolder(holder)}, which had it last`);
  });
  parts.add('data folder', folder);
  folder.lost.addEventListener('abort', () => {
    end(new StartError(`Another Skillwright has taken DATA_DIR ${folder.path} while this one stood still.`));
  });
  signal.throwIfAborted();

  const databases = launch((onLaunch) => openDatabases(config, folder.path, { onProgress, onLaunch }));
  parts.add('databases', toPart(together.add(databases.opening)));
  const broker = launch((onLaunch) => {
    return openBroker(config, folder.path, { onProgress, onPlace: onBrokerPlace, onLaunch, signal });
  });
  parts.add('broker', toPart(together.add(broker.opening)));
  await Promise.all([databases.launched, broker.launched]);
  return { dataFolder: folder.path, databases: databases.opening, broker: broker.opening };
}

/** Begins to open an engine; `launched` resolves when that waits for another process, or is over. */
function launch<T>(open: (onLaunch: () => void) => Promise<T>): { opening: Promise<T>; launched: Promise<unknown> } {
  let onLaunch: () => void = () => undefined;
  const waits = new Promise<void>((resolve) => (onLaunch = resolve));
  const opening = open(() => onLaunch());
  return { opening, launched: Promise.race([waits, Promise.allSettled([opening])]) };
}

/** A part that is still coming up. One that does not come has nothing to stop. */
function toPart(opening: Promise<Required<Part>>): Part {
  let open: Required<Part> | undefined;
  const opened = opening.then(
    (part) => (open = part),
    () => undefined,
  );
  return {
    stop: async () => (await opened)?.stop(),
    kill: () => open?.kill(),
  };
}
