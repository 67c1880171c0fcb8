import { runTogether } from './run-together.js';

const never = new AbortController().signal;
const nextTurn = () => new Promise<void>(setImmediate);

/** A work that ends when it is aborted, and records it. */
async function untilAborted(signal: AbortSignal, log: string[]): Promise<void> {
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  await nextTurn();
  log.push('ended');
  signal.throwIfAborted();
}

describe('works that run together', () => {
  it('resolve once all have ended', async () => {
    const log: string[] = [];
    const result = await runTogether(never, async ({ add }) => {
      void add(nextTurn().then(() => add(nextTurn().then(() => void log.push('the last one')))));
      return 7;
    });
    expect(result).toBe(7);
    expect(log).toEqual(['the last one']);
  });

  it('are aborted when one fails, and its error is thrown once all have ended', async () => {
    const log: string[] = [];
    const running = runTogether(never, async ({ add, signal }) => {
      void add(untilAborted(signal, log));
      await add(Promise.reject(new Error('no room')));
    });
    await expect(running).rejects.toThrow('no room');
    expect(log).toEqual(['ended']);
  });

  it('throw the first failure, not the ones that follow from it', async () => {
    const running = runTogether(never, async ({ add }) => {
      const first = add(nextTurn().then(() => Promise.reject(new Error('the first'))));
      await first.catch(() => Promise.reject(new Error('the second')));
    });
    await expect(running).rejects.toThrow('the first');
  });

  it("are aborted with the caller's signal", async () => {
    const log: string[] = [];
    const running = runTogether(AbortSignal.timeout(1), ({ signal }) => untilAborted(signal, log));
    await expect(running).rejects.toThrow(/aborted due to timeout/);
    expect(log).toEqual(['ended']);
  });
});
