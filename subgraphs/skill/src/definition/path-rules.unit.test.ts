import { checkPaths } from './path-rules.js';

const check = (...paths: string[]) => checkPaths(paths, (index) => `files[${index}].path`);
const codes = (...paths: string[]) => check(...paths).map(({ code, path }) => `${path}: ${code}`);

describe('checkPaths', () => {
  it.each([
    'a',
    'scripts/run.sh',
    '.gitignore',
    '.github/workflows/ci.yml',
    'templates/api/files/src/{{nameKebab}}.ts.mustache',
    'templates/api/files/<%name%>/[slug].tsx',
    'docs/SKILL.md',
    'a b/ü/文.md',
    'console.md',
    '..a/b..c',
    `${'a'.repeat(255)}/${'b'.repeat(254)}/c`,
  ])('takes %j', (path) => {
    expect(check(path)).toEqual([]);
  });

  it.each([
    ['', 'path_empty'],
    ['..', 'path_traversal'],
    ['../a', 'path_traversal'],
    ['a/../../b', 'path_traversal'],
    ['./a', 'path_traversal'],
    ['a/./b', 'path_traversal'],
    ['templates/x/files/../../../../etc/passwd', 'path_traversal'],
    ['/etc/passwd', 'path_absolute'],
    ['C:/a', 'path_absolute'],
    ['c:a', 'path_absolute'],
    ['a\\b', 'path_backslash'],
    ['..\\a', 'path_backslash'],
    ['a//b', 'path_segment'],
    ['a/', 'path_segment'],
    ['a./b', 'path_segment'],
    ['a /b', 'path_segment'],
    ['a\0b', 'path_character'],
    ['a\nb', 'path_character'],
    ['a\u202eb', 'path_character'],
    ['a\ud800', 'path_character'],
    ['con', 'path_reserved'],
    ['src/NUL.txt', 'path_reserved'],
    ['LPT1', 'path_reserved'],
    ['.git/hooks/post-checkout', 'path_reserved'],
    ['templates/x/files/.GIT/config', 'path_reserved'],
    ['SKILL.md', 'path_reserved'],
    ['skill.MD', 'path_reserved'],
    ['a'.repeat(256), 'path_too_long'],
    ['é'.repeat(128), 'path_too_long'],
    ['ab/'.repeat(171), 'path_too_long'],
    ['/'.repeat(1_000_000), 'path_too_long'],
  ])('refuses %j', (path, code) => {
    expect(codes(path)).toEqual([`files[0].path: ${code}`]);
  });

  it('names the path in the message, escaped and cut', () => {
    expect(check(`../${'x'.repeat(300)}`)[0]?.message).toBe(
      `The path "../${'x'.repeat(77)}…" holds a segment "." or "..".`,
    );
  });

  it('refuses duplicates, also by case and by Unicode form', () => {
    expect(codes('a/B', 'c', 'A/b', 'e\u0301', '\u00e9')).toEqual([
      'files[2].path: path_duplicate',
      'files[4].path: path_duplicate',
    ]);
  });

  it('refuses a file where another file needs a folder', () => {
    expect(codes('a/b/c', 'A/B', 'x', 'x/y')).toEqual([
      'files[0].path: path_duplicate',
      'files[3].path: path_duplicate',
    ]);
  });

  it('takes 200 files and refuses 201', () => {
    const paths = Array.from({ length: 201 }, (_, index) => `f${index}`);
    expect(codes(...paths.slice(0, 200))).toEqual([]);
    expect(codes(...paths)).toEqual(['files[200].path: too_many']);
  });

  it('collects the faults of all paths at once', () => {
    expect(codes('/a', 'ok', 'b\\c')).toEqual(['files[0].path: path_absolute', 'files[2].path: path_backslash']);
  });
});
