import fc from 'fast-check';
import { clashingPaths } from '../../test/path-cases.js';
import { likelyPath } from '../../test/path-arbitraries.js';
import { checkPaths } from './check-paths.js';
import { foldPath } from './fold-path.js';
import { PathSet } from './path-set.js';

describe('PathSet', () => {
  it.each(clashingPaths)('does not take %s', (_what, first, second) => {
    for (const [one, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const paths = new PathSet();
      expect(paths.add(one)).toBeUndefined();
      expect(paths.add(other)).toMatchObject({ code: 'path_duplicate' });
    }
  });

  it.each([
    ['a', 'a', 'The path "a" is there twice; remove one of them.'],
    [
      'README.md',
      'readme.md',
      'The path "readme.md" differs from "README.md" only in case or Unicode form; rename one of them.',
    ],
    ['SKILL.md', 'SKILL.md/x', 'The path "SKILL.md/x" needs a folder where "SKILL.md" is a file; rename one of them.'],
    ['a/b/c', 'a/b', 'The path "a/b" is a file where "a/b/c" needs a folder; rename one of them.'],
    ['src/a.ts', 'Src/b.ts', 'The path "Src/b.ts" lies in a folder that "src/a.ts" writes "src"; write it in one way.'],
  ])('says of %j and %j what to do', (first, second, message) => {
    const paths = new PathSet();
    paths.add(first);
    expect(paths.add(second)?.message).toBe(message);
  });

  it('takes neighbours', () => {
    const paths = new PathSet();
    expect(['src/a.ts', 'src/b.ts', 'src/c/a.ts', 'srcs', 'b'].map((path) => paths.add(path))).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });

  it('does not hold a path that it has refused', () => {
    const paths = new PathSet();
    paths.add('a');
    expect(paths.add('A/b')).toBeDefined();
    expect(paths.add('b')).toBeUndefined();
    expect(paths.add('A/b/c')).toBeDefined();
  });

  it('finds a clash in whatever order the paths come', () => {
    const someOrder = fc
      .array(likelyPath, { maxLength: 12 })
      .chain((paths) =>
        fc.tuple(fc.constant(paths), fc.shuffledSubarray(paths, { minLength: paths.length, maxLength: paths.length })),
      );
    fc.assert(
      fc.property(someOrder, ([paths, shuffled]) => {
        const clashes = (list: readonly string[]) => checkPaths(list).length > 0;
        expect(clashes(shuffled)).toBe(clashes(paths));
      }),
    );
  });

  it('takes only sets whose every file and folder has one name on a disk that ignores case', () => {
    fc.assert(
      fc.property(fc.array(likelyPath, { maxLength: 12 }), (all) => {
        const refused = new Set(checkPaths(all).map(({ index }) => index));
        const taken = all.filter((_, index) => !refused.has(index));
        const names = new Map<string, string>();
        const files = new Set(taken.map(foldPath));
        expect(files.size).toBe(taken.length);
        for (const path of taken) {
          const segments = path.split('/');
          for (const [index] of segments.entries()) {
            const name = segments.slice(0, index + 1).join('/');
            expect(names.get(foldPath(name)) ?? name).toBe(name);
            names.set(foldPath(name), name);
            if (index < segments.length - 1) expect(files.has(foldPath(name))).toBe(false);
          }
        }
      }),
    );
  });
});

describe('foldPath', () => {
  it('is the same for all spellings of a path, and of itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (path) => {
        const folded = foldPath(path);
        expect(foldPath(folded)).toBe(folded);
        expect(foldPath(path.toLowerCase())).toBe(folded);
        expect(foldPath(path.normalize('NFD'))).toBe(folded);
        expect(foldPath(path.normalize('NFC'))).toBe(folded);
      }),
    );
  });
});

describe('checkPaths', () => {
  it('names one fault for each path, in their order', () => {
    const codes = checkPaths(['/a', 'ok', 'OK', 'b\\c', 'ok/d']).map(({ index, code }) => [index, code]);
    expect(codes).toEqual([
      [0, 'path_absolute'],
      [2, 'path_duplicate'],
      [3, 'path_backslash'],
      [4, 'path_duplicate'],
    ]);
  });

  it('looks at the paths that they join', () => {
    expect(checkPaths(['skill.md', 'SKILL.md/x', 'a'], ['SKILL.md']).map(({ index }) => index)).toEqual([0, 1]);
  });
});
