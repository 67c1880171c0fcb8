import { waitForLock } from '@skillwright/locks';
import type { Leadership } from './outbox-store.js';

/** Waits for the lead over a folder, which may be shared by containers and machines. Undefined when `signal` aborted first. */
export function leadByLock(folder: string, signal: AbortSignal): Promise<Leadership | undefined> {
  // Beside the folder: its renewals would wake those who watch the folder.
  return waitForLock(`${folder}.leader`, { signal });
}
