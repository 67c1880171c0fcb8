import type { EventTransport, ReadOptions } from '@skillwright/events/log';
import { createLogger } from '@skillwright/service';
import { resumeFromLog } from './resume-from-log.js';
import { LogPositions } from './log-positions.js';
import { Permits } from '@skillwright/service/timing';

const topic = 'skill.created';

describe('a subscriber that resumes from the log', () => {
  it('gets an error if the log is silent, and its reader is stopped', async () => {
    const reads: ReadOptions['from'][] = [];
    let stopped = false;
    const stop = () => {
      stopped = true;
      return Promise.resolve();
    };
    const read = ({ from }: ReadOptions) => {
      reads.push(from);
      return Promise.resolve({ start: {}, stop });
    };
    const deliveries = resumeFromLog({
      transport: { read } as unknown as EventTransport,
      permits: new Permits(1),
      positions: LogPositions.from({ [topic]: [7] }),
      filter: { topics: new Set([topic]), matches: () => true },
      goLive: () => false,
      idleTimeoutMs: 60_000,
      silenceTimeoutMs: 10,
      onOverrun: () => undefined,
      signal: new AbortController().signal,
      logger: createLogger({ service: 'test', level: 'silent' }),
    });
    await expect(deliveries.next()).rejects.toMatchObject({ code: 'EVENTS_UNAVAILABLE' });
    expect(reads).toEqual([{ [topic]: { 0: 7 } }]);
    expect(stopped).toBe(true);
  });

  it('opens no reader when it has gone while it got its turn, and gives the turn back', async () => {
    const permits = new Permits(1);
    const { signal } = new AbortController();
    const holder = await permits.acquire(signal);
    const leaving = new AbortController();
    let reads = 0;
    const read = () => {
      reads++;
      return new Promise(() => undefined);
    };
    const deliveries = resumeFromLog({
      transport: { read } as unknown as EventTransport,
      permits,
      positions: LogPositions.from({ [topic]: [7] }),
      filter: { topics: new Set([topic]), matches: () => true },
      goLive: () => false,
      idleTimeoutMs: 60_000,
      silenceTimeoutMs: 60_000,
      onOverrun: () => undefined,
      signal: leaving.signal,
      logger: createLogger({ service: 'test', level: 'silent' }),
    });
    const next = deliveries.next();
    holder?.();
    leaving.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(reads).toBe(0);
    expect(await permits.acquire(AbortSignal.abort())).toBeUndefined();
    expect(await permits.acquire(signal)).toBeDefined();
  });
});
