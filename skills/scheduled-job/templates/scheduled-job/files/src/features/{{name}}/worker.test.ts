import assert from "node:assert/strict";
import { test } from "node:test";
import { work, type Clock } from "./worker.js";

/** Never waits: each time that is waited for is now. */
class FakeClock implements Clock {
  time = new Date(0);

  now(): Date {
    return this.time;
  }

  async waitUntil(time: Date, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.time = time;
  }
}

const everySecond = (time: Date) => new Date(time.getTime() + 1_000);

test("it runs at each time of the schedule until it is stopped", async () => {
  const stop = new AbortController();
  const runs: number[] = [];

  await work(
    {
      clock: new FakeClock(),
      nextRun: everySecond,
      run: async (dueAt) => {
        runs.push(dueAt.getTime());
        if (runs.length === 3) stop.abort();
      },
      onError: assert.fail,
    },
    stop.signal,
  );

  assert.deepEqual(runs, [1_000, 2_000, 3_000]);
});

test("a failed run is reported and the next one comes", async () => {
  const stop = new AbortController();
  const errors: unknown[] = [];

  await work(
    {
      clock: new FakeClock(),
      nextRun: everySecond,
      run: async () => {
        if (errors.length === 2) stop.abort();
        throw new Error("no connection");
      },
      onError: (error) => errors.push(error),
    },
    stop.signal,
  );

  assert.equal(errors.length, 3);
});

test("a run that outlasts its interval skips what it missed", async () => {
  const clock = new FakeClock();
  const stop = new AbortController();
  const runs: number[] = [];

  await work(
    {
      clock,
      nextRun: everySecond,
      run: async (dueAt) => {
        runs.push(dueAt.getTime());
        clock.time = new Date(dueAt.getTime() + 4_000);
        if (runs.length === 2) stop.abort();
      },
      onError: assert.fail,
    },
    stop.signal,
  );

  assert.deepEqual(runs, [1_000, 6_000]);
});

test("stopping ends a wait at once", async () => {
  const stop = new AbortController();
  const clock: Clock = {
    now: () => new Date(0),
    waitUntil: (_time, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  };
  const worker = {
    clock,
    nextRun: everySecond,
    run: async () => assert.fail("ran"),
    onError: assert.fail,
  };

  const working = work(worker, stop.signal);
  stop.abort();

  await working;
});
