import { exponentialDelay } from './delay.js';
import { WakeUp } from './wake-up.js';

describe('the pause between attempts', () => {
  const options = { firstDelayMs: 100, maxDelayMs: 1_000 };
  it('doubles up to its bound', () => {
    expect([1, 2, 3, 4, 5, 50].map((attempt) => exponentialDelay(attempt, options, () => 0))).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
  });
  it('is shortened by up to a fifth', () => {
    expect(exponentialDelay(1, options, () => 1)).toBe(80);
  });
});

describe('the wake-up', () => {
  const long = 600_000;
  const open = new AbortController().signal;

  it('is heard if it rang before somebody waited', async () => {
    const bell = new WakeUp();
    bell.ring();
    await bell.wait(long, open);
  });

  it('is heard by somebody who waits', async () => {
    const bell = new WakeUp();
    const waiting = bell.wait(long, open);
    bell.ring();
    await waiting;
  });

  it('is used up by the wait that heard it', async () => {
    const bell = new WakeUp();
    bell.ring();
    bell.ring();
    await bell.wait(long, open);
    const stopping = new AbortController();
    let over = false;
    const waiting = bell.wait(long, stopping.signal).then(() => (over = true));
    await Promise.resolve();
    expect(over).toBe(false);
    stopping.abort();
    await waiting;
  });
});
