import { sharedSystem } from '../harness/shared-system.js';

type Service = 'skill' | 'generation' | 'validation';

/** The two places that serve a REST line. */
export const doors = ['the gateway', 'the owning service'] as const;

/** Returns the address of a door for a REST line of the service `owner`. */
export async function urlOf(door: (typeof doors)[number], owner: Service): Promise<string> {
  const { url, serviceUrls } = await sharedSystem();
  return door === 'the gateway' ? url : serviceUrls[owner];
}
