import { PathSet, findPathFault, findSegmentFault } from './output-path-rules.js';

describe('findSegmentFault', () => {
  it.each(['index.ts', '.gitignore', '.github', 'a b', 'ünïcode', 'console', 'com10', '...a', '日本語'])(
    'accepts %j',
    (segment) => {
      expect(findSegmentFault(segment)).toBeUndefined();
    },
  );

  it.each([
    '',
    '.',
    '..',
    'a/b',
    'a\\b',
    'C:',
    'c:evil',
    'file:stream',
    'a\0b',
    'a\nb',
    'a\u202Eb',
    'a\u200Bb',
    'what?',
    'pipe|',
    'dot.',
    'space ',
    ' space',
    'CON',
    'nul.txt',
    'Lpt1.tar.gz',
    'com¹',
    '.git',
    '.GIT',
    'git~1',
    '\uD800',
    'x'.repeat(256),
    'ü'.repeat(128),
  ])('refuses %j', (segment) => {
    expect(findSegmentFault(segment)).toEqual(expect.any(String));
  });
});

describe('findPathFault', () => {
  it.each(['/etc/passwd', '../up', 'a/../../b', 'a//b', 'a/', './a', 'a/.git/hooks/x', `${'d/'.repeat(256)}f`])(
    'refuses %j',
    (path) => {
      expect(findPathFault(path)).toEqual(expect.any(String));
    },
  );

  it('accepts a nested path', () => {
    expect(findPathFault('src/routes/[id]/(group)/+page.ts')).toBeUndefined();
  });
});

describe('PathSet', () => {
  it.each([
    ['the same path', 'src/a.ts', 'src/a.ts'],
    ['another case', 'README.md', 'readme.md'],
    ['another composition', 'caf\u00e9', 'cafe\u0301'],
    ['a folder where a file is', 'src', 'src/a.ts'],
    ['a file where a folder is', 'src/a/b.ts', 'src/a'],
    ['a folder in another case', 'src/a.ts', 'Src/b.ts'],
  ])('does not take %s twice', (_what, first, second) => {
    const paths = new PathSet();
    expect(paths.add(first)).toBeUndefined();
    expect(paths.add(second)).toEqual(expect.any(String));
  });

  it('takes neighbours', () => {
    const paths = new PathSet();
    expect(['src/a.ts', 'src/b.ts', 'src/c/a.ts', 'srcs', 'b'].map((path) => paths.add(path))).toEqual(
      Array(5).fill(undefined),
    );
  });
});
