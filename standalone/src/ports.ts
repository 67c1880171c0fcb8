import { freePort, isPortFree, ListenError, messageOf, tryPort } from '@skillwright/service/start-up';
import type { ServicePorts } from './service-addresses.js';

/**
 * Resolves when the port is free. Throws a ListenError that names the setting otherwise, so that a start can end before
 * it starts anything.
 */
export async function checkPort(host: string, port: number, setting = 'PORT (or HOST)'): Promise<void> {
  try {
    await tryPort(port, host);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'the port is in use' : messageOf(cause);
    throw new ListenError(`Cannot listen on ${host}:${port}: ${why}. Set ${setting} to another.`, { cause });
  }
}

/** The ports of one start. */
export interface ChosenPorts {
  /** 0: any free one. */
  readonly gateway: number;
  readonly services: ServicePorts;
  /** Says for a person which ports are not the expected ones; undefined when all are. */
  readonly note: string | undefined;
}

/**
 * Chooses the services' ports: those after the gateway's, and a free one instead of each that is in use. All are free
 * ones when the gateway's is 0. They are not reserved: another process can take one afterwards.
 */
export async function choosePorts(gateway: number): Promise<ChosenPorts> {
  const taken: number[] = [];
  const choose = async (offset: number) => {
    if (gateway === 0) return freePort();
    if (await isPortFree(gateway + offset)) return gateway + offset;
    taken.push(gateway + offset);
    return freePort();
  };
  const [skill, generation, validation] = await Promise.all([choose(1), choose(2), choose(3)]);
  const note = taken.length > 0 ? `in use by other programs: ${taken.sort().join(', ')}` : undefined;
  return { gateway, services: { skill, generation, validation }, note };
}
