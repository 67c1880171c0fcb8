import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { refusedPaths, soundPaths } from '../../test/path-cases.js';
import { anyPath, likelyPath } from '../../test/path-arbitraries.js';
import { pathLimits } from './path-limits.js';
import { findPathFault } from './path-rules.js';

/** A path that counts the code units that are read of it. An operation on the whole of it throws. */
function measuredPath(text: string): { readonly path: string; readonly read: () => number } {
  let read = 0;
  const operations = {
    length: text.length,
    *[Symbol.iterator]() {
      for (const character of text) {
        read += character.length;
        yield character;
      }
    },
    slice: (start: number, end: number) => {
      read += end - start;
      return text.slice(start, end);
    },
  };
  const path = new Proxy(operations, {
    get: (target, name) => {
      if (name in target) return target[name as keyof typeof target];
      throw new TypeError(`${String(name)} reads the whole path`);
    },
  });
  return { path: path as unknown as string, read: () => read };
}

describe('findPathFault', () => {
  it.each(soundPaths)('takes %j', (path) => {
    expect(findPathFault(path)).toBeUndefined();
  });

  it.each(refusedPaths)('refuses %j: %s', (path, code) => {
    expect(findPathFault(path)?.code).toBe(code);
  });

  it.each([
    ['', 'A path must not be empty; name a file.'],
    ['a\\b', 'The path "a\\\\b" holds a backslash; write / between folders.'],
    [
      'src/NUL.txt',
      'The part "NUL.txt" of the path "src/NUL.txt" is a name that Windows keeps for a device; choose another name.',
    ],
    ['a\u202eb', 'The path "a\\u{202e}b" holds U+202E, a control character or one that cannot be seen; remove it.'],
    [
      `../${'x'.repeat(300)}`,
      `The path "../${'x'.repeat(77)}…" holds a part "." or ".."; write the way to the file without them.`,
    ],
  ])('says of %j which rule it breaks, where, and what to do', (path, message) => {
    expect(findPathFault(path)?.message).toBe(message);
  });

  it.each(['a', '/', 'a/', '\u{1f600}', '.', 'e\u0301'])(
    'reads the beginning of a long path of %j, and no more of it',
    (part) => {
      const { path, read } = measuredPath(part.repeat(10_000));
      expect(findPathFault(path)?.code).toBe('path_too_long');
      // Two code units for each character, and the quotation in the message.
      expect(read()).toBeLessThan(3 * pathLimits.characters);
    },
  );

  it('never takes a path that leads out of its folder, or elsewhere in it, on Linux or on Windows', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        fc.pre(findPathFault(path) === undefined);
        expect(posix.resolve('/root', path)).toBe(`/root/${path}`);
        expect(win32.resolve('C:\\root', path)).toBe(`C:\\root\\${path.replaceAll('/', '\\')}`);
        expect(Buffer.from(path, 'utf8').toString('utf8')).toBe(path);
      }),
    );
  });

  it('judges every path alike in upper and lower case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...soundPaths, ...refusedPaths.map(([path]) => path)), (path) => {
        const ascii = (convert: (text: string) => string) => path.replace(/[a-z]+/gi, convert);
        const upper = findPathFault(ascii((text) => text.toUpperCase()));
        expect(findPathFault(ascii((text) => text.toLowerCase()))?.code).toBe(upper?.code);
      }),
    );
  });

  it('takes no path that holds a refused part, wherever that lies', () => {
    const parts = refusedPaths.map(([path]) => path).filter((path) => path !== '' && !path.includes('/'));
    fc.assert(
      fc.property(likelyPath, fc.constantFrom(...parts), likelyPath, (before, part, after) => {
        expect(findPathFault(`${before}/${part}/${after}`)).toBeDefined();
        expect(findPathFault(`${before}/${part}`)).toBeDefined();
      }),
    );
  });

  it('takes no spelling of the folder of Git, whatever ignorable code points it holds', () => {
    const noise = fc.array(fc.constantFrom('\u200c', '\u200d', '\u200e', '\u202a', '\u206f', '\ufeff'), {
      maxLength: 2,
    });
    const letters = fc.tuple(
      ...[...'.git'].map((letter) => fc.tuple(fc.constantFrom(letter, letter.toUpperCase()), noise)),
    );
    fc.assert(
      fc.property(letters, (spelled) => {
        expect(findPathFault(`${spelled.flat(2).join('')}/config`)).toBeDefined();
      }),
    );
  });
});
