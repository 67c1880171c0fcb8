import { open, rm, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { findLife, identifyThisProcess, parseIdentity, toHolder, type Holder } from './holder.js';

const beatsBeforeStale = 5;
const looksBeforeStale = 10;
const largestClaimBytes = 4_096;

/** A file by which this process says that it has, or wants, a lock; touched again and again for as long as it does. */
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
    // Whoever has a lock and nothing else to do may end.
    this.timer.unref();
  }

  /** Writes a claim; throws EEXIST where there is one of this name. */
  static async create(path: string, staleMs: number): Promise<Claim> {
    await writeFile(path, `${JSON.stringify(identifyThisProcess())}\n`, { flag: 'wx' });
    return new Claim(path, staleMs);
  }

  /** Aborts once the claim was taken away, or could not be renewed for so long that others take its process for dead. */
  get lost(): AbortSignal {
    return this.losing.signal;
  }

  /** Renews the claim; false once it is lost or released. */
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

  /** Takes the claim back. Safe to call twice, and after it was lost. */
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
  /** Undefined where the process cannot be seen from here. */
  readonly lives: boolean | undefined;
  /** Changes with each renewal. */
  readonly beat: string;
}

/**
 * The living process behind a claim; undefined where there is none. A process in the same pid namespace is looked up, so
 * the answer comes at once. Any other is alive when it renews its claim within `staleMs`. That is measured by watching it,
 * never by comparing times of two clocks.
 */
export async function findClaimant(
  path: string,
  { staleMs, onWatch, signal }: { staleMs: number; onWatch: (holder: Holder) => void; signal?: AbortSignal },
): Promise<Holder | undefined> {
  const first = await lookAt(path);
  if (!first || first.lives === false) return undefined;
  if (first.lives) return first.holder;
  onWatch(first.holder);
  // Looks are counted, not time: while this process is stopped, it sees nobody's renewals.
  for (let look = 0; look < looksBeforeStale; look++) {
    await delay(staleMs / looksBeforeStale, undefined, { signal });
    const next = await lookAt(path);
    if (!next || next.lives === false) return undefined;
    if (next.lives || next.beat !== first.beat) return next.holder;
  }
  return undefined;
}

async function lookAt(path: string): Promise<Look | undefined> {
  // Network file systems ask the server again when a file is opened, and may answer a bare stat from a cache.
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
