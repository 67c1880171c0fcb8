import { waitForLock } from '@skillwright/locks';
import type { Leadership } from './outbox-store.js';

/**
 * Waits for the lead over a folder, which may be shared by containers and machines. Undefined when `signal` aborted
 * first.
 */
export function leadByLock(folder: string, signal: AbortSignal): Promise<Leadership | undefined> {
  // Beside the folder, because its renewals would wake the watch on the folder.
  return waitForLock(`${folder}.leader`, { signal });
}
