import { WakeUp } from './wake-up.js';

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
