import { join } from 'node:path';
import { describeHolder, takeLock, type Lock } from '@skillwright/locks';
import type { ServiceError } from '@skillwright/service';
import { eventErrors } from '../../errors.js';

/** The right of one process to the files of the embedded event log. */
export class StoreLock {
  private constructor(
    private readonly folder: string,
    private readonly lock: Lock,
  ) {}

  /** Throws EVENT_LOG_FAULTY if another process has the folder open. */
  static async take(folder: string): Promise<StoreLock> {
    const lock = await takeLock(join(folder, 'lock'));
    if (!('heldBy' in lock)) return new StoreLock(folder, lock);
    throw eventErrors.EVENT_LOG_FAULTY({ path: folder, reason: `${describeHolder(lock.heldBy)} has it open.` });
  }

  /** Aborts when the lock is lost. */
  get lost(): AbortSignal {
    return this.lock.lost;
  }

  /** Throws EVENT_LOG_FAULTY once this process knows that the lock is lost. */
  refuseIfLost(): void {
    if (this.lock.lost.aborted) throw this.#fault();
  }

  /** Reads the lock from the disk. Throws EVENT_LOG_FAULTY if it is lost or released. */
  async check(): Promise<void> {
    if (!(await this.lock.isHeld())) throw this.#fault();
  }

  release(): Promise<void> {
    return this.lock.release();
  }

  #fault(): ServiceError {
    const reason = 'this process has lost its lock, and another one may have it open; start this one again.';
    return eventErrors.EVENT_LOG_FAULTY({ path: this.folder, reason });
  }
}
