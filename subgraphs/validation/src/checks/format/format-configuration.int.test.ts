import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from '@skillwright/testing';
import * as prettier from 'prettier';
import { FormatConfiguration } from './format-configuration.js';
import { describeOptions, inferParser } from './prettier.js';

type Files = Readonly<Record<string, string>>;

const read = async (files: Files) =>
  new FormatConfiguration(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    await describeOptions(),
  );

describe("a project's format", () => {
  let folder: TemporaryFolder;

  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.dispose());

  it.each<[string, Files, string]>([
    ['JSON', { '.prettierrc': '{ "semi": false }' }, 'a/b.js'],
    ['YAML', { '.prettierrc': 'semi: false\ntabWidth: 8\n' }, 'a/b.js'],
    ['a byte order mark', { '.prettierrc.json': '\uFEFF{ "semi": false }' }, 'a.js'],
    ['JSON5', { '.prettierrc.json5': "{ quoteProps: 'consistent', } // all" }, 'a.js'],
    [
      'TOML',
      { '.prettierrc.toml': 'printWidth = 120\n[[overrides]]\nfiles = "*.md"\noptions = { proseWrap = "always" }' },
      'x/y.md',
    ],
    [
      'package.json',
      { 'package.json': '{ "prettier": { "arrowParens": "avoid" } }', '.prettierrc': 'semi: false' },
      'a.js',
    ],
    ['package.yaml', { 'package.yaml': 'prettier: { objectWrap: collapse }\n' }, 'a.js'],
    ['a manifest without options', { 'a/package.json': '{}', '.prettierrc': 'semi: false' }, 'a/b.js'],
    ['the nearest alone', { '.prettierrc': 'semi: false', 'a/.prettierrc.yml': 'useTabs: true' }, 'a/b/c.js'],
    [
      'overrides in order',
      {
        '.prettierrc':
          'overrides:\n  - files: ["*.test.js", "legacy/**/*.js"]\n    excludeFiles: b.test.js\n    options: { semi: false }\n  - files: a.*\n    options: { semi: true, tabWidth: 3 }\n',
      },
      'x/a.test.js',
    ],
    [
      'an excluded file',
      { '.prettierrc': 'overrides:\n  - files: "*.js"\n    excludeFiles: "x/*.js"\n    options: { semi: false }' },
      'x/a.js',
    ],
    [
      'overrides below',
      { 'p/.prettierrc': 'overrides:\n  - files: "src/*.js"\n    options: { semi: false }' },
      'p/src/a.js',
    ],
    [
      '.editorconfig',
      { '.editorconfig': 'root = true\n[*]\nindent_style = tab\nmax_line_length = off\nquote_type = single' },
      'a.js',
    ],
    [
      '.editorconfig in folders',
      {
        '.editorconfig': '[*.js]\nindent_size = 4\nend_of_line = crlf\n',
        'a/.editorconfig': '[b.*]\nindent_style = space\n',
      },
      'a/b.js',
    ],
    [
      'a root below',
      { '.editorconfig': '[*]\nindent_size = 8', 'a/.editorconfig': 'root = true\n[*]\ntab_width=3' },
      'a/b.js',
    ],
    [
      'a section with braces',
      {
        '.editorconfig':
          '; note\n[{package.json,*.{yml,yaml}}]\nindent_size = 2\n[lib/**.js]\nindent_size = 4\n[/x.js]\nindent_size = 6',
      },
      'lib/deep/x.js',
    ],
    ['both', { '.editorconfig': '[*]\nindent_size = 8\nmax_line_length = 100', '.prettierrc': 'tabWidth: 5' }, 'a.js'],
    ['nothing', { 'README.md': '' }, 'a.js'],
  ])('is read as Prettier reads it: %s', async (_form, files, path) => {
    for (const [name, text] of Object.entries({ '.git/HEAD': '', ...files })) {
      mkdirSync(dirname(join(folder.path, name)), { recursive: true });
      writeFileSync(join(folder.path, name), text);
    }
    const configuration = await read(files);
    expect(configuration.faults).toEqual([]);
    const expected = await prettier.resolveConfig(join(folder.path, path), { editorconfig: true, useCache: false });
    expect(configuration.optionsFor(path)).toEqual(expected ?? {});
  });

  it('leaves out what .prettierignore names', async () => {
    const configuration = await read({ '.prettierignore': '*.md\n!keep.md\n/build/\n' });
    expect(['a.md', 'x/keep.md', 'build/a.js', 'x/build/a.js'].map((path) => configuration.optionsFor(path))).toEqual([
      ...[undefined, {}, undefined, {}],
    ]);
  });

  it.each<[string, string, string]>([
    ['.prettierrc', '{ "singleQuote": tru }', 'singleQuote has to be true or false.'],
    ['.prettierrc', '{ "printWidth": -1 }', 'printWidth has to be a whole number from 0 to 1000000.'],
    ['.prettierrc', '{ "tabWidth": 1e9 }', 'tabWidth has to be a whole number from 0 to 64.'],
    ['.prettierrc', '{ "endOfLine": ["lf"] }', 'endOfLine has to be one of lf, crlf, cr, auto.'],
    ['.prettierrc', 'overrides: [{ options: {} }]', 'overrides[0] has to name its files by patterns.'],
    ['.prettierrc', 'overrides: { a: 1 }', 'overrides has to be a list of at most 200 entries.'],
    ['.prettierrc', '{ "overrides": [{ "files": "*", "options": { "semi": 1 } }] }', 'semi has to be true or false.'],
    ['.prettierrc', '- 1', 'It has to hold an object of options.'],
    ['.prettierrc.json', '{ semi: false }', 'It cannot be parsed: '],
    ['.prettierrc.json5', '{ semi', 'It cannot be parsed: '],
    ['.prettierrc.toml', 'semi', 'It cannot be parsed: '],
    ['.prettierrc.yaml', 'a: &a [1]\nb: [*a, *b]', 'It cannot be parsed: '],
    [
      '.prettierrc.yaml',
      `a: &a [1, 1]\n${'bcdefgh'.replace(/./g, (name) => `${name}: &${name} [*${String.fromCharCode(name.charCodeAt(0) - 1)}, *${String.fromCharCode(name.charCodeAt(0) - 1)}]\n`)}`,
      'It cannot be parsed: ',
    ],
    ['.prettierrc', `${'- '.repeat(100_000)}1`, 'It cannot be parsed: '],
    ['.prettierrc', `a: ${'x'.repeat(300_000)}`, 'It is larger than 262144 bytes and was not read.'],
    ['.editorconfig', '#\n'.repeat(200_000), 'It is larger than 262144 bytes and was not read.'],
    ['.prettierignore', 'x\n'.repeat(200_000), 'It is larger than 262144 bytes and was not read.'],
  ])('is a finding of its file, once, where it cannot be taken: %s', async (path, text, message) => {
    const { faults } = await read({ [path]: text, 'a.js': '', 'b.js': '' });
    expect(faults).toMatchObject([{ path, rule: 'format-options', severity: 'ERROR' }]);
    expect(faults[0]?.message.startsWith(message)).toBe(true);
  });

  it('checks no file by a configuration that has faults', async () => {
    const configuration = await read({ 'a/.prettierrc': '{ "semi": 1 }' });
    expect([configuration.optionsFor('a/b.js'), configuration.optionsFor('b.js')]).toEqual([undefined, {}]);
  });

  it("takes a file's language from its name as Prettier does", async () => {
    const { languages } = await prettier.getSupportInfo();
    const names = languages.flatMap(({ extensions = [], filenames = [] }) => [
      ...extensions.map((extension) => `a/name${extension}`),
      ...filenames,
    ]);
    for (const name of [...names, 'noname', 'a.unknown', '.prettierrc', 'README']) {
      const { inferredParser } = await prettier.getFileInfo(name, { resolveConfig: false });
      expect([name, inferParser(name, '')]).toEqual([name, inferredParser ?? undefined]);
    }
    expect(inferParser('bin/run', '#!/usr/bin/env node\n1')).toBe('babel');
    expect(inferParser('bin/run', '#!/bin/sh\n1')).toBeUndefined();
  });
});
