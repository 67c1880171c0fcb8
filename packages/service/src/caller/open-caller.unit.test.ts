import { setTimeout as delay } from 'node:timers/promises';
import { anonymous, isId, openCaller, runAs, servicePrincipal } from '../index.js';

const aborted = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason), { once: true }));

describe('a caller', () => {
  it('is anonymous and has a new request id, unless the door sets them', () => {
    const { caller, close } = openCaller({ timeoutMs: 1_000 });
    close();
    expect(caller).toMatchObject({ principal: anonymous, traceparent: undefined });
    expect(isId(caller.requestId)).toBe(true);
    const seeding = openCaller({
      requestId: 'r-1',
      principal: servicePrincipal('seeding', ['admin']),
      timeoutMs: 1_000,
    });
    seeding.close();
    expect(seeding.caller).toMatchObject({
      requestId: 'r-1',
      principal: { subject: 'service:seeding', scopes: ['admin'] },
    });
  });

  it('aborts at its deadline', async () => {
    const started = Date.now();
    const { caller } = openCaller({ timeoutMs: 30 });
    expect(caller.deadlineAt).toBeGreaterThanOrEqual(started + 30);
    expect(await aborted(caller.signal)).toMatchObject({ code: 'REQUEST_TIMEOUT', category: 'timeout' });
  });

  it('aborts when its client disconnects', () => {
    const { caller, abandon, close } = openCaller({ timeoutMs: 1_000 });
    abandon();
    close();
    expect(caller.signal.reason).toMatchObject({ code: 'CLIENT_GONE' });
  });

  it('aborts with an outer signal, also with one that has aborted before', () => {
    const outer = new AbortController();
    const before = openCaller({ timeoutMs: 1_000, signal: outer.signal });
    outer.abort('over');
    const after = openCaller({ timeoutMs: 1_000, signal: outer.signal });
    expect([before.caller.signal.reason, after.caller.signal.reason]).toEqual(['over', 'over']);
  });

  it('may be followed, and listened to, by any number of parts without a warning', async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error) => warnings.push(warning);
    process.on('warning', warn);
    const socket = new AbortController();
    const callers = Array.from({ length: 20 }, () => openCaller({ timeoutMs: 60_000, signal: socket.signal }));
    for (let part = 0; part < 20; part += 1) callers[0]?.caller.signal.addEventListener('abort', () => undefined);
    await new Promise(setImmediate);
    process.off('warning', warn);
    for (const { close } of callers) close();
    expect(warnings).toEqual([]);
  });

  it('does not abort after it was closed', async () => {
    const outer = new AbortController();
    const { caller, close } = openCaller({ timeoutMs: 1, signal: outer.signal });
    close();
    outer.abort();
    await delay(5);
    expect(caller.signal.aborted).toBe(false);
  });
});

describe('runAs', () => {
  it('returns the result of the work, and throws its error', async () => {
    expect(await runAs({ timeoutMs: 1_000 }, async ({ requestId }) => isId(requestId))).toBe(true);
    const failing = runAs({ timeoutMs: 1_000 }, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
  });
});
