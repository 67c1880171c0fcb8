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

  it('names the place of a fault among many files', () => {
    expect(codes(file('a'), file('..'))).toEqual(['files[1].path: path_traversal']);
  });

  it('refuses paths by the rules that all services share, together too', () => {
    expect(codes(file('a\\b'), file('a'), file('A'))).toEqual([
      'files[0].path: path_backslash',
      'files[2].path: path_duplicate',
    ]);
  });

  it('refuses packages, which the toolchain brings', () => {
    expect(codes(file('node_modules/evil/index.js'))).toEqual(['files[0].path: path_reserved']);
    expect(codes(file('docs/node_modules/x'), file('node_modules.md'))).toEqual([]);
  });

  it('refuses content that is not the base64 that it is said to be', () => {
    expect(codes(file('a', 'AA==', 'BASE64'))).toEqual([]);
    expect(codes(file('a', 'no base64!', 'BASE64'))).toEqual(['files[0].content: base64']);
  });

  it('refuses text that UTF-8 cannot hold', () => {
    expect(codes(file('a', '\ud800'))).toEqual(['files[0].content: character']);
  });

  it('refuses nothing, too much and too many', () => {
    expect(codes()).toEqual(['files: no_files']);
    expect(codes(file('a', 'x'.repeat(101)))).toEqual(['files: too_large']);
    expect(codes(file('a'), file('b'), file('c'), file('d'))).toEqual(['files: too_many_files']);
  });
});
