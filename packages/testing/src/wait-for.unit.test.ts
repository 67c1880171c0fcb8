import { waitFor } from './wait-for.js';

describe('waitFor', () => {
  it('returns what the condition returns once that is truthy', async () => {
    const answers = [undefined, null, 0, 'done'];
    expect(await waitFor(() => answers.shift(), { intervalMs: 1 })).toBe('done');
  });

  it('takes a condition that throws as not yet true', async () => {
    let calls = 0;
    const condition = async () => {
      calls += 1;
      expect(calls).toBe(3);
      return true;
    };
    expect(await waitFor(condition, { intervalMs: 1 })).toBe(true);
  });

  it('says what it waited for, and why in vain', async () => {
    const refused = () => {
      throw new Error('connection refused');
    };
    await expect(waitFor(refused, { timeoutMs: 5, intervalMs: 1, what: 'the server' })).rejects.toThrow(
      'Waited 5 ms in vain for the server: connection refused',
    );
  });
});
