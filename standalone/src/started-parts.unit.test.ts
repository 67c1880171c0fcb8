import { createLogger } from '@skillwright/service';
import { StartedParts } from './started-parts.js';

const logger = createLogger({ service: 'test', level: 'silent' });

function part(calls: string[], name: string) {
  return {
    stop: async () => void calls.push(`${name} stops`),
    kill: () => void calls.push(`${name} dies`),
  };
}

describe('started parts', () => {
  it('are stopped in reverse order', async () => {
    const calls: string[] = [];
    const parts = new StartedParts(logger);
    for (const name of ['a', 'b', 'c']) parts.add(name, part(calls, name));
    await parts.stop();
    expect(calls).toEqual(['c stops', 'b stops', 'a stops']);
  });

  it('are stopped even when one of them fails to stop', async () => {
    const calls: string[] = [];
    const parts = new StartedParts(logger);
    parts.add('a', part(calls, 'a'));
    parts.add('b', { stop: () => Promise.reject(new Error('stuck')) });
    await parts.stop();
    expect(calls).toEqual(['a stops']);
  });

  it('are killed when they have processes', () => {
    const calls: string[] = [];
    const parts = new StartedParts(logger);
    parts.add('lock', { stop: async () => undefined });
    parts.add('broker', part(calls, 'broker'));
    parts.kill();
    expect(calls).toEqual(['broker dies']);
  });
});
