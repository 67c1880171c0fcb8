import { sharedSystem } from '../harness/shared-system.js';

type Service = 'skill' | 'generation' | 'validation';

/** The two doors that a row of the REST table is served at. */
export const doors = ['the gateway', 'the owning service'] as const;

/** The address of a door for a row that `owner` owns. */
export async function urlOf(door: (typeof doors)[number], owner: Service): Promise<string> {
  const { url, serviceUrls } = await sharedSystem();
  return door === 'the gateway' ? url : serviceUrls[owner];
}
