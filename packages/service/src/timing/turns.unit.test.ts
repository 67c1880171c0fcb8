import { TurnError, Turns } from './turns.js';

const limits = { waitMs: 60_000, maxWaiting: 10 };

/** Lets all work run that only waits for its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Creates work that a test ends. */
function createWork() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    end: (name: string) => ends.get(name)?.(),
    start: (name: string) => () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    },
  };
}

describe('turns', () => {
  it.each([
    ['with limits', limits],
    ['without limits', undefined],
  ])('%s run work with the same key one after another, in the order of the calls', async (_case, given) => {
    const turns = new Turns(given);
    const { begun, end, start } = createWork();
    const results = ['a', 'b', 'c'].map((name) => turns.run('key', start(name)));
    expect(begun).toEqual(['a']);
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      end(name);
      expect(await results[index]).toBe(name);
      await settle();
    }
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('do not delay work with other keys', async () => {
    const turns = new Turns(limits);
    const { begun, end, start } = createWork();
    const both = [turns.run('one', start('a')), turns.run('other', start('b'))];
    expect(begun).toEqual(['a', 'b']);
    ['a', 'b'].forEach(end);
    await Promise.all(both);
  });

  it('continue after work that failed', async () => {
    const turns = new Turns(limits);
    const failing = turns.run('key', () => Promise.reject(new Error('no')));
    const next = turns.run('key', async () => 'done');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('done');
  });

  it('give up a wait that takes too long, and skip its work', async () => {
    const turns = new Turns({ ...limits, waitMs: 10 });
    const { begun, end, start } = createWork();
    const first = turns.run('key', start('a'));
    await expect(turns.run('key', start('late'))).rejects.toThrow(TurnError);
    end('a');
    await first;
    const last = turns.run('key', start('b'));
    end('b');
    await last;
    expect(begun).toEqual(['a', 'b']);
  });

  it('give up a wait when its signal aborts, and skip its work', async () => {
    const turns = new Turns(limits);
    const { begun, end, start } = createWork();
    const gone = new AbortController();
    const first = turns.run('key', start('a'));
    const second = turns.run('key', start('b'), gone.signal);
    const third = turns.run('key', start('c'));
    gone.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    end('a');
    await first;
    await settle();
    end('c');
    await third;
    await expect(turns.run('key', start('d'), gone.signal)).rejects.toThrow('gone');
    expect(begun).toEqual(['a', 'c']);
  });

  it('refuse a call at once when too many wait', async () => {
    const turns = new Turns({ ...limits, maxWaiting: 1 });
    const { end, start } = createWork();
    const first = turns.run('key', start('a'));
    const second = turns.run('key', start('b'));
    await expect(turns.run('key', start('c'))).rejects.toThrow(TurnError);
    end('a');
    await first;
    await settle();
    end('b');
    expect(await second).toBe('b');
  });
});
