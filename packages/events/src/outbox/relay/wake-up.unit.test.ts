import { WakeUp } from './wake-up.js';

describe('the wake-up', () => {
  const long = 600_000;
  const open = new AbortController().signal;

  it('is not lost when it is given before the wait', async () => {
    const wakeUp = new WakeUp();
    wakeUp.signal();
    await wakeUp.wait(long, open);
  });

  it('ends a wait', async () => {
    const wakeUp = new WakeUp();
    const waiting = wakeUp.wait(long, open);
    wakeUp.signal();
    await waiting;
  });

  it('counts for one wait', async () => {
    const wakeUp = new WakeUp();
    wakeUp.signal();
    wakeUp.signal();
    await wakeUp.wait(long, open);
    const stopping = new AbortController();
    let over = false;
    const waiting = wakeUp.wait(long, stopping.signal).then(() => (over = true));
    await Promise.resolve();
    expect(over).toBe(false);
    stopping.abort();
    await waiting;
  });
});
