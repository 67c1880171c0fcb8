import { jest } from '@jest/globals';
import { Health } from './health.js';

describe('Health', () => {
  it('is ready only after the start, and only while every part is up', async () => {
    const health = new Health();
    let up = true;
    health.addPart('database', () => ({ status: up ? 'up' : 'down', mode: 'embedded' }));
    expect((await health.report()).status).toBe('starting');

    health.markStarted();
    expect(await health.report()).toEqual({ status: 'ready', parts: { database: { status: 'up', mode: 'embedded' } } });

    up = false;
    expect((await health.report()).status).toBe('not_ready');
  });

  it('counts a check that throws as down, with the reason', async () => {
    const health = new Health();
    health.addPart('broker', () => Promise.reject(new Error('connection refused')));
    expect((await health.report()).parts).toEqual({ broker: { status: 'down', reason: 'connection refused' } });
  });

  it('counts a check that does not answer as down', async () => {
    jest.useFakeTimers();
    try {
      const health = new Health();
      health.addPart('broker', () => new Promise(() => undefined));
      const report = health.report();
      await jest.advanceTimersByTimeAsync(2_000);
      expect((await report).parts).toEqual({ broker: { status: 'down', reason: 'no answer in time' } });
    } finally {
      jest.useRealTimers();
    }
  });

  it('stays in the state stopping', async () => {
    const health = new Health();
    health.markStopping();
    health.markStarted();
    expect((await health.report()).status).toBe('stopping');
  });
});
