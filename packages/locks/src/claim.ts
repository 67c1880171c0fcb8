import { open, rm, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { findLife, identifyThisProcess, parseIdentity, toHolder, type Holder } from './holder.js';

const beatsBeforeStale = 5;
const looksBeforeStale = 10;
const largestClaimBytes = 4_096;

/** A file that states that this process has, or wants, a lock. It is touched regularly for as long as that is true. */
export class Claim {
  private readonly losing = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private renewedAt = performance.now();
  private released = false;

  private constructor(
    readonly path: string,
    private readonly staleMs: number,
  ) {
    this.timer = setInterval(() => void this.isHeld(), staleMs / beatsBeforeStale);
    // The timer must not keep a process alive that has nothing else to do.
    this.timer.unref();
  }

  /** Writes a claim. Throws EEXIST if there is a claim of this name. */
  static async create(path: string, staleMs: number): Promise<Claim> {
    await writeFile(path, `${JSON.stringify(identifyThisProcess())}\n`, { flag: 'wx' });
    return new Claim(path, staleMs);
  }

  /**
   * Aborts when the claim was removed, or could not be renewed for so long that other processes consider this one dead.
   */
  get lost(): AbortSignal {
    return this.losing.signal;
  }

  /** Renews the claim. Returns false once it is lost or released. */
  async isHeld(): Promise<boolean> {
    if (this.released || this.lost.aborted) return false;
    try {
      const now = new Date();
      await utimes(this.path, now, now);
      this.renewedAt = performance.now();
    } catch (error) {
      const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!this.released && (isGone || performance.now() - this.renewedAt > this.staleMs)) this.lose();
    }
    return !this.released && !this.lost.aborted;
  }

  /** Removes the claim. May be called twice, and after the claim was lost. */
  async release(): Promise<void> {
    this.released = true;
    clearInterval(this.timer);
    await rm(this.path, { force: true });
  }

  private lose(): void {
    clearInterval(this.timer);
    this.losing.abort();
  }
}

interface Look {
  readonly holder: Holder;
  /** Undefined if the process cannot be seen from this one. */
  readonly lives: boolean | undefined;
  /** Changes with each renewal. */
  readonly beat: string;
}

/**
 * Returns the living process behind a claim, or undefined if there is none. A process in the same pid namespace is
 * looked up, so the answer is immediate. Any other process is alive if it renews its claim within `staleMs`; this is
 * measured by watching the file, never by comparing the times of two clocks. `onWatch` is called before such a watch.
 */
export async function findClaimant(
  path: string,
  { staleMs, onWatch, signal }: { staleMs: number; onWatch: (holder: Holder) => void; signal?: AbortSignal },
): Promise<Holder | undefined> {
  const first = await lookAt(path);
  if (!first || first.lives === false) return undefined;
  if (first.lives) return first.holder;
  onWatch(first.holder);
  // Looks are counted instead of time: a process that is stopped sees no renewals in the meantime.
  for (let look = 0; look < looksBeforeStale; look++) {
    await delay(staleMs / looksBeforeStale, undefined, { signal });
    const next = await lookAt(path);
    if (!next || next.lives === false) return undefined;
    if (next.lives || next.beat !== first.beat) return next.holder;
  }
  return undefined;
}

async function lookAt(path: string): Promise<Look | undefined> {
  // A network file system asks its server again when a file is opened, but may answer a stat from its cache.
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return undefined;
  try {
    const { mtimeNs, ctimeNs, size } = await handle.stat({ bigint: true });
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(largestClaimBytes), 0, largestClaimBytes, 0);
    const identity = parseIdentity(buffer.toString('utf8', 0, bytesRead));
    return {
      holder: toHolder(identity),
      lives: identity && findLife(identity),
      beat: `${mtimeNs} ${ctimeNs} ${size}`,
    };
  } finally {
    await handle.close();
  }
}
