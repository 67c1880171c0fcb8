import { TurnError, Turns } from './turns.js';

const limits = { waitMs: 60_000, maxWaiting: 10 };

/** Lets everything happen that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Work that a test lets end. */
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
  it('run work of one key one after another, in the order in which it came', async () => {
    const turns = new Turns(limits);
    const { begun, end, start } = createWork();
    const results = ['a', 'b', 'c'].map((name) => turns.take('key', start(name)));
    expect(begun).toEqual(['a']);
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      end(name);
      expect(await results[index]).toBe(name);
      await settle();
    }
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('do not hold up work of other keys', async () => {
    const turns = new Turns(limits);
    const { begun, end, start } = createWork();
    const both = [turns.take('one', start('a')), turns.take('other', start('b'))];
    expect(begun).toEqual(['a', 'b']);
    ['a', 'b'].forEach(end);
    await Promise.all(both);
  });

  it('go on after work that failed', async () => {
    const turns = new Turns(limits);
    const failing = turns.take('key', () => Promise.reject(new Error('no')));
    const next = turns.take('key', async () => 'done');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('done');
  });

  it('give up a wait that takes too long, and skip its work', async () => {
    const turns = new Turns({ ...limits, waitMs: 10 });
    const { begun, end, start } = createWork();
    const first = turns.take('key', start('a'));
    await expect(turns.take('key', start('late'))).rejects.toThrow(TurnError);
    end('a');
    await first;
    const last = turns.take('key', start('b'));
    end('b');
    await last;
    expect(begun).toEqual(['a', 'b']);
  });

  it('are given up by a caller that goes, and skip its work', async () => {
    const turns = new Turns(limits);
    const { begun, end, start } = createWork();
    const gone = new AbortController();
    const first = turns.take('key', start('a'));
    const second = turns.take('key', start('b'), gone.signal);
    const third = turns.take('key', start('c'));
    gone.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    end('a');
    await first;
    await settle();
    end('c');
    await third;
    await expect(turns.take('key', start('d'), gone.signal)).rejects.toThrow('gone');
    expect(begun).toEqual(['a', 'c']);
  });

  it('refuse at once where too many wait', async () => {
    const turns = new Turns({ ...limits, maxWaiting: 1 });
    const { end, start } = createWork();
    const first = turns.take('key', start('a'));
    const second = turns.take('key', start('b'));
    await expect(turns.take('key', start('c'))).rejects.toThrow(TurnError);
    end('a');
    await first;
    await settle();
    end('b');
    expect(await second).toBe('b');
  });
});
