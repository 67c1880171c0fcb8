import { pause } from '@skillwright/service/timing';
import { lock } from 'proper-lockfile';
import { findErrorCode } from '../error-facts.js';
import type { Leadership } from './outbox-store.js';

/** A leader that has not touched its lock for so long counts as dead. */
const staleMs = 5_000;
const retryMs = 500;

/** Waits for the lock of a folder, which may lie on storage that several machines share. Undefined when `signal` aborted first. */
export async function leadByLockfile(folder: string, signal: AbortSignal): Promise<Leadership | undefined> {
  const lost = new AbortController();
  while (!signal.aborted) {
    try {
      const release = await lock(folder, { stale: staleMs, update: 1_000, onCompromised: () => lost.abort() });
      return {
        lost: lost.signal,
        // A lock that was lost is somebody else's by now.
        release: () => (lost.signal.aborted ? Promise.resolve() : release()),
      };
    } catch (error) {
      if (findErrorCode(error) !== 'ELOCKED') throw error;
      await pause(retryMs, signal);
    }
  }
  return undefined;
}
