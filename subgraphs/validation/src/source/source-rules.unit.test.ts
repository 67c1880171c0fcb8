import type { SourceFile } from './source-file.js';
import { findSourceFaults } from './source-rules.js';

const file = (path: string, content = 'x', encoding: SourceFile['encoding'] = 'UTF8'): SourceFile => ({
  ...{ path, content, encoding, executable: false },
});
const limits = { files: 3, totalBytes: 100 };
const codes = (...files: SourceFile[]) => findSourceFaults(files, limits).map(({ code, path }) => `${path}: ${code}`);

describe('the rules of a set of files', () => {
  it('finds nothing wrong with ordinary files', () => {
    expect(codes(file('src/a.ts'), file('.gitignore'), file('ä/日本 (1).txt'))).toEqual([]);
  });

  it.each([
    ['', 'path_empty'],
    ['/etc/passwd', 'path_absolute'],
    ['C:/x', 'path_absolute'],
    ['../x', 'path_segments'],
    ['a/../../x', 'path_segments'],
    ['a/./x', 'path_segments'],
    ['a//x', 'path_segments'],
    ['a/', 'path_segments'],
    ['a\\..\\x', 'path_characters'],
    ['a\0b', 'path_characters'],
    ['a\nb', 'path_characters'],
    ['\ud800', 'path_characters'],
    [`${'a/'.repeat(300)}x`, 'path_too_long'],
    ['ä'.repeat(200), 'path_too_long'],
    ['node_modules/evil/index.js', 'path_reserved'],
  ])('refuses the path %j', (path, code) => {
    expect(codes(file(path))).toEqual([`files[0].path: ${code}`]);
  });

  it('names the place of a fault among many files', () => {
    expect(codes(file('a'), file('..'))).toEqual(['files[1].path: path_segments']);
  });

  it('refuses two files that some file systems cannot tell apart, and files that would have to be folders', () => {
    expect(codes(file('Readme.md'), file('README.md'))).toEqual(['files[1].path: path_twice']);
    expect(codes(file('a'), file('A/b'))).toEqual(['files[0].path: path_is_folder']);
  });

  it('refuses content that is not the base64 that it is said to be', () => {
    expect(codes(file('a', 'AA==', 'BASE64'))).toEqual([]);
    expect(codes(file('a', 'no base64!', 'BASE64'))).toEqual(['files[0].content: not_base64']);
  });

  it('refuses nothing, too much and too many', () => {
    expect(codes()).toEqual(['files: no_files']);
    expect(codes(file('a', 'x'.repeat(101)))).toEqual(['files: too_large']);
    expect(codes(file('a'), file('b'), file('c'), file('d'))).toEqual(['files: too_many_files']);
  });
});
