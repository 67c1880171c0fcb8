import { randomBytes, randomInt } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Claim, findClaimant } from './claim.js';
import type { Holder } from './holder.js';

/** A lock that this process holds. */
export interface Lock {
  /** Aborts when the lock is lost: this process was silent for so long that a process elsewhere considered it dead. */
  readonly lost: AbortSignal;
  /** Checks the lock on disk, before an action that requires it. Returns false once the lock is lost or released. */
  isHeld(): Promise<boolean>;
  /** Releases the lock. May be called twice, and after the lock was lost. */
  release(): Promise<void>;
}

export interface LockOptions {
  /**
   * The time after which a silent holder elsewhere counts as dead, in milliseconds; 5000 by default. All contenders for
   * a lock use the same value.
   */
  readonly staleMs?: number;
  /** Called when a holder elsewhere is watched for its next renewal, which takes up to `staleMs`. */
  readonly onWatch?: (holder: Holder) => void;
  /** Ends the watch: the call rejects with an AbortError. */
  readonly signal?: AbortSignal;
}

export interface WaitOptions extends LockOptions {
  readonly signal: AbortSignal;
  /** The pause between two attempts, in milliseconds; 100 by default. */
  readonly retryMs?: number;
}

const longestBackOffMs = 50;

/**
 * Takes the lock `path` for this process, or returns the living process that holds it. The folder of `path` must exist,
 * and may be shared by containers and machines. Dead processes and zombies hold nothing.
 */
export function takeLock(path: string, options: LockOptions = {}): Promise<Lock | { readonly heldBy: Holder }> {
  return attempt(path, options);
}

/** Waits for the lock `path`. Returns undefined if `signal` aborts first. */
export async function waitForLock(path: string, options: WaitOptions): Promise<Lock | undefined> {
  const { signal, retryMs = 100 } = options;
  while (!signal.aborted) {
    try {
      const lock = await attempt(path, options);
      if (!('heldBy' in lock)) return lock;
      await delay(retryMs, undefined, { signal });
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
    }
  }
  return undefined;
}

// Each contender writes a claim under a name of its own, and then looks for others. If two claim at the same time, the
// later look sees the other claim, so two contenders never hold the lock together. With one shared name, a contender
// could also remove a claim that it has not judged.
async function attempt(path: string, options: LockOptions): Promise<Lock | { readonly heldBy: Holder }> {
  const { staleMs = 5_000, onWatch = () => undefined, signal } = options;
  for (;;) {
    const dead = await listClaims(path);
    const claimants = await Promise.all(
      dead.map((claim) => findClaimant(claim, { staleMs, onWatch, ...(signal && { signal }) })),
    );
    const heldBy = claimants.find((claimant) => claimant !== undefined);
    if (heldBy) return { heldBy };

    const mine = await Claim.create(`${path}.${randomBytes(8).toString('hex')}`, staleMs);
    try {
      const others = (await listClaims(path)).filter((claim) => claim !== mine.path && !dead.includes(claim));
      if (others.length === 0) {
        await Promise.all(dead.map((claim) => rm(claim, { force: true })));
        return mine;
      }
    } catch (error) {
      await mine.release();
      throw error;
    }
    await mine.release();
    await delay(randomInt(1, longestBackOffMs), undefined, { signal });
  }
}

async function listClaims(path: string): Promise<string[]> {
  const prefix = `${basename(path)}.`;
  const names = await readdir(dirname(path));
  return names
    .filter((name) => name.startsWith(prefix) && /^[0-9a-f]{16}$/.test(name.slice(prefix.length)))
    .map((name) => join(dirname(path), name));
}
