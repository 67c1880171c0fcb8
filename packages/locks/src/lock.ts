import { randomBytes, randomInt } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Claim, findClaimant } from './claim.js';
import type { Holder } from './holder.js';

/** A lock that this process has. */
export interface Lock {
  /** Aborts when the lock is lost: this process was silent for so long that one elsewhere took it for dead. */
  readonly lost: AbortSignal;
  /** Asks the disk, for what must not be done without the lock; false once it is lost or released. */
  isHeld(): Promise<boolean>;
  /** Gives the lock up. Safe to call twice, and after it was lost. */
  release(): Promise<void>;
}

export interface LockOptions {
  /** How long a holder elsewhere may be silent before it counts as dead; 5000 by default. All who share a lock use the same. */
  readonly staleMs?: number;
  /** Told of a holder elsewhere that is watched for its next sign of life, which takes up to `staleMs`. */
  readonly onWatch?: (holder: Holder) => void;
  /** Ends the watching: the call rejects with an AbortError. */
  readonly signal?: AbortSignal;
}

export interface WaitOptions extends LockOptions {
  readonly signal: AbortSignal;
  /** How long to pause between two attempts; 100 by default. */
  readonly retryMs?: number;
}

const longestBackOffMs = 50;

/**
 * Takes the lock `path` for this process, or says which living process has it. The folder of `path` must exist, and may be
 * shared by containers and machines. A dead holder counts for nothing, and so does a zombie.
 */
export function takeLock(path: string, options: LockOptions = {}): Promise<Lock | { readonly heldBy: Holder }> {
  return attempt(path, options);
}

/** Waits for the lock `path`; undefined when `signal` aborted first. */
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

// Each contender writes a claim under a name of its own, and then looks for others: of two that claim at the same time, the
// one that looks later sees the other's claim. So no two ever have the lock, and nobody removes a claim that it did not
// judge, as may happen where all share one name.
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
