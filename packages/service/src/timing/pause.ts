import { setTimeout as afterMs } from 'node:timers/promises';

/** Resolves after `ms` milliseconds, or as soon as `signal` aborts. Never rejects. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await afterMs(ms, undefined, signal && { signal }).catch(() => undefined);
}

/** The type of {@link pause}. Tests pass a function that does not wait. */
export type Pause = typeof pause;
