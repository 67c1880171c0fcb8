import { waitFor } from './wait-for.js';

describe('waitFor', () => {
  it('returns the first truthy result of the condition', async () => {
    const answers = [undefined, null, 0, 'done'];
    expect(await waitFor(() => answers.shift(), { intervalMs: 1 })).toBe('done');
  });

  it('treats a condition that throws as not true yet', async () => {
    let calls = 0;
    const condition = async () => {
      calls += 1;
      expect(calls).toBe(3);
      return true;
    };
    expect(await waitFor(condition, { intervalMs: 1 })).toBe(true);
  });

  it('names the condition and its last error when the time is over', async () => {
    const refused = () => {
      throw new Error('connection refused');
    };
    await expect(waitFor(refused, { timeoutMs: 5, intervalMs: 1, description: 'the server' })).rejects.toThrow(
      'Waited 5 ms for the server without success: connection refused',
    );
  });
});
