import { pause } from '@skillwright/service/timing';

const pollMs = 50;
const requestTimeoutMs = 5_000;

interface Readiness {
  readonly status?: string;
  /** Absent where MONITORING_ACCESS hides it. */
  readonly parts?: Readonly<Record<string, { readonly status: string; readonly reason?: unknown }>>;
}

/**
 * Waits up to `timeoutMs` until the gateway at `url` is ready. Returns the parts that are not ready by then, each with
 * its reason. Throws the reason of `signal` when that aborts.
 */
export async function findUnready(url: string, { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal }) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const unready = await ask(`${url}/readyz`);
    if (unready.length === 0 || performance.now() > deadline) return unready;
    await pause(pollMs, signal);
  }
}

async function ask(url: string): Promise<string[]> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(requestTimeoutMs) });
    if (response.ok) return [];
    const { status, parts } = (await response.json()) as Readiness;
    if (!parts) return [`gateway (${status ?? response.status})`];
    const down = Object.entries(parts).filter(([, { status }]) => status !== 'up');
    return down.map(([name, { reason }]) => (reason === undefined ? name : `${name} (${String(reason)})`));
  } catch (error) {
    return [`gateway (${(error as Error).message})`];
  }
}
