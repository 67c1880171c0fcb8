import type { EventTransport, ReadOptions } from '@skillwright/events/log';
import { createLogger } from '@skillwright/service';
import { catchUp } from './catch-up.js';
import { LogPositions } from './log-positions.js';
import { Permits } from './permits.js';

const topic = 'skill.created';

describe('a replay', () => {
  it('of a log that falls silent ends with an error, and stops its reader', async () => {
    const asked: ReadOptions['from'][] = [];
    let stopped = false;
    const stop = () => {
      stopped = true;
      return Promise.resolve();
    };
    const read = ({ from }: ReadOptions) => {
      asked.push(from);
      return Promise.resolve({ start: {}, stop });
    };
    const deliveries = catchUp({
      transport: { read } as unknown as EventTransport,
      permits: new Permits(1),
      positions: LogPositions.from({ [topic]: [7] }),
      filter: { topics: new Set([topic]), matches: () => true },
      caughtUp: () => false,
      idleTimeoutMs: 60_000,
      silenceTimeoutMs: 10,
      onOverrun: () => undefined,
      signal: new AbortController().signal,
      logger: createLogger({ service: 'test', level: 'silent' }),
    });
    await expect(deliveries.next()).rejects.toMatchObject({ code: 'EVENTS_UNAVAILABLE' });
    expect(asked).toEqual([{ [topic]: { 0: 7 } }]);
    expect(stopped).toBe(true);
  });
});
