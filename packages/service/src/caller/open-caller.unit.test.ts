import { setTimeout as delay } from 'node:timers/promises';
import { anonymous, isId, openCaller, runAs, servicePrincipal } from '../index.js';

const aborted = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason), { once: true }));

describe('a caller', () => {
  it('is anonymous under a new request id, unless the door knows better', () => {
    const { caller, close } = openCaller({ timeoutMs: 1_000 });
    close();
    expect(caller).toMatchObject({ principal: anonymous, traceparent: undefined });
    expect(isId(caller.requestId)).toBe(true);
    const seeding = openCaller({ requestId: 'r-1', principal: servicePrincipal('seeding'), timeoutMs: 1_000 });
    seeding.close();
    expect(seeding.caller).toMatchObject({ requestId: 'r-1', principal: { subject: 'seeding', scopes: [] } });
  });

  it('is given up at its deadline', async () => {
    const started = Date.now();
    const { caller } = openCaller({ timeoutMs: 30 });
    expect(caller.deadlineAt).toBeGreaterThanOrEqual(started + 30);
    expect(await aborted(caller.signal)).toMatchObject({ code: 'REQUEST_TIMEOUT', category: 'timeout' });
  });

  it('is abandoned when its client goes', () => {
    const { caller, abandon, close } = openCaller({ timeoutMs: 1_000 });
    abandon();
    close();
    expect(caller.signal.reason).toMatchObject({ code: 'CLIENT_GONE' });
  });

  it('ends with the request that it belongs to, also where that has ended before', () => {
    const outer = new AbortController();
    const before = openCaller({ timeoutMs: 1_000, signal: outer.signal });
    outer.abort('over');
    const after = openCaller({ timeoutMs: 1_000, signal: outer.signal });
    expect([before.caller.signal.reason, after.caller.signal.reason]).toEqual(['over', 'over']);
  });

  it('hears nothing any more once it is closed', async () => {
    const outer = new AbortController();
    const { caller, close } = openCaller({ timeoutMs: 1, signal: outer.signal });
    close();
    outer.abort();
    await delay(5);
    expect(caller.signal.aborted).toBe(false);
  });
});

describe('runAs', () => {
  it('gives what the work gives, and throws what it throws', async () => {
    expect(await runAs({ timeoutMs: 1_000 }, async ({ requestId }) => isId(requestId))).toBe(true);
    const failing = runAs({ timeoutMs: 1_000 }, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
  });
});
