import { GrowingPause, growingPauseMs, pause, retryUntilAborted, untilAborted, within } from './index.js';

const never = 2 ** 31 - 1;
const bounds = { firstMs: 100, longestMs: 1_000 };

describe('a growing pause', () => {
  it('doubles up to its maximum', () => {
    const lengths = [1, 2, 3, 4, 5, 5_000].map((failures) => growingPauseMs(failures, { ...bounds, jitter: 0 }));
    expect(lengths).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it('is shortened at random, by a fifth at most', () => {
    expect(growingPauseMs(1, { ...bounds, random: () => 0 })).toBe(100);
    expect(growingPauseMs(1, { ...bounds, random: () => 1 })).toBe(80);
  });

  it('grows with each failure and is short again after a success', async () => {
    const waited: number[] = [];
    const record = (ms: number) => Promise.resolve(void waited.push(ms));
    const pauses = new GrowingPause({ ...bounds, jitter: 0, pause: record });
    await pauses.wait();
    await pauses.wait();
    expect(pauses.failures).toBe(2);
    pauses.reset();
    await pauses.wait();
    expect(waited).toEqual([100, 200, 100]);
  });

  it('ends when its signal aborts, also if that has aborted before', async () => {
    const stopping = new AbortController();
    const waiting = new GrowingPause({ firstMs: never, longestMs: never, jitter: 0 }).wait(stopping.signal);
    stopping.abort();
    await waiting;
    await pause(never, stopping.signal);
  });
});

describe('a retry', () => {
  const failing = (times: number) => {
    let calls = 0;
    return () => (++calls <= times ? Promise.reject(new Error(`failure ${calls}`)) : Promise.resolve());
  };
  const noPause = () => Promise.resolve();

  it('continues until the work succeeds, and reports each failure', async () => {
    const failures: unknown[] = [];
    const { signal } = new AbortController();
    const onFailure = (error: unknown, count: number) => void failures.push([(error as Error).message, count]);
    expect(await retryUntilAborted(failing(2), { signal, onFailure, pause: noPause })).toBe(true);
    expect(failures).toEqual([
      ['failure 1', 1],
      ['failure 2', 2],
    ]);
  });

  it('resolves with false when its signal aborts in a pause or during the work', async () => {
    const stopping = new AbortController();
    const { signal } = stopping;
    const inPause = retryUntilAborted(failing(never), { signal, onFailure: () => undefined, firstMs: never });
    let fail: (error: Error) => void = () => undefined;
    const work = () => new Promise<void>((_resolve, reject) => (fail = reject));
    const reported: unknown[] = [];
    const inWork = retryUntilAborted(work, { signal, onFailure: (error) => reported.push(error) });
    stopping.abort();
    fail(new Error('cut off'));
    expect(await Promise.all([inPause, inWork])).toEqual([false, false]);
    expect(reported).toEqual([]);
  });

  it('gives up with the error that its listener throws', async () => {
    const { signal } = new AbortController();
    const onFailure = (error: unknown, failures: number) => {
      if (failures === 3) throw error;
    };
    const work = retryUntilAborted(failing(never), { signal, onFailure, pause: noPause });
    await expect(work).rejects.toThrow('failure 3');
  });
});

const endless = new Promise<never>(() => undefined);
const failed = () => Promise.reject(new Error('no'));

describe('work within a time', () => {
  it('gives its result, or its error', async () => {
    expect(await within(never, Promise.resolve('done'), 'late')).toBe('done');
    await expect(within(never, failed(), 'late')).rejects.toThrow('no');
  });

  it('gives what stands for lateness once the time has passed', async () => {
    expect(await within(1, endless, 'late')).toBe('late');
  });

  it('holds no timer once it has ended', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const before = timers();
    await within(never, Promise.resolve(), 'late');
    expect(timers()).toBe(before);
  });
});

describe('work until a signal aborts', () => {
  it('gives its result, or its error', async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve('done'), signal)).toBe('done');
    await expect(untilAborted(failed(), signal)).rejects.toThrow('no');
  });

  it('rejects with the reason of the signal, also if that has aborted before', async () => {
    const gone = new AbortController();
    const waiting = untilAborted(endless, gone.signal);
    gone.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(untilAborted(endless, gone.signal)).rejects.toThrow('gone');
  });
});
