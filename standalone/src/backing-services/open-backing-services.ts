import { describeHolder } from '@skillwright/locks';
import { StartError } from '@skillwright/service/start-up';
import { takeDataFolder } from '../data-folder.js';
import { checkPort } from '../ports.js';
import type { Together } from '../run-together.js';
import type { StartContext } from '../start-context.js';
import type { Part } from '../started-parts.js';
import { openBroker } from './broker.js';
import type { Broker, BrokerPlace } from './broker.js';
import { openDatabases } from './databases.js';
import type { Databases } from './databases.js';

/** Backing services that are still being opened. A promise rejects when its backing service cannot be opened. */
export interface OpeningBackingServices {
  /** An absolute path. */
  readonly dataFolder: string;
  readonly databases: Promise<Databases>;
  readonly broker: Promise<Broker>;
}

/**
 * Takes the data folder and begins to open databases and broker at the same time. Resolves when both only wait for
 * other processes, so that this process has time for other work. Throws a ListenError, before anything is started, when
 * the gateway's port is in use. `onBrokerPlace` is called with the address of a local broker long before that broker is
 * up.
 */
export async function openBackingServices(
  { config, parts, onProgress, signal, end }: StartContext,
  together: Together,
  onBrokerPlace?: (place: BrokerPlace) => void,
): Promise<OpeningBackingServices> {
  if (config.PORT !== 0) await checkPort(config.HOST, config.PORT);
  const folder = await takeDataFolder(config.DATA_DIR, (holder) => {
    onProgress(`data folder: checking whether its last holder, ${describeHolder(holder)}, still runs`);
  });
  parts.add('data folder', folder);
  folder.lost.addEventListener('abort', () => {
    end(new StartError(`Another Skillwright has taken DATA_DIR ${folder.path} while this one did not respond.`));
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

/** Begins to open a backing service. `launched` resolves when that only waits for another process, or has ended. */
function launch<T>(open: (onLaunch: () => void) => Promise<T>): { opening: Promise<T>; launched: Promise<unknown> } {
  let onLaunch: () => void = () => undefined;
  const waits = new Promise<void>((resolve) => (onLaunch = resolve));
  const opening = open(() => onLaunch());
  return { opening, launched: Promise.race([waits, Promise.allSettled([opening])]) };
}

/** Turns a part that is still being opened into a part. A part that could not be opened needs no stop. */
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
