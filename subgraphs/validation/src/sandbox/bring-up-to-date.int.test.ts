import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder, type TemporaryFolder } from '@skillwright/testing';
import { bringUpToDate } from './bring-up-to-date.js';

const service = new URL('../../', import.meta.url);
const swcConfig = fileURLToPath(new URL('../../.swcrc', service));

describe('the programs of the sandbox', () => {
  let folder: TemporaryFolder;

  beforeEach(async () => {
    folder = await temporaryFolder();
    mkdirSync(join(folder.path, 'src', 'a'), { recursive: true });
    write('src/a/one.ts', 'export const one: number = 1;\n');
    write('src/two.ts', 'export const two: number = 2;\n');
    write('src/two.test.ts', 'not even code');
  });
  afterEach(() => folder.dispose());

  const write = (path: string, text: string) => writeFileSync(join(folder.path, path), text);
  const read = (path: string) => readFileSync(join(folder.path, path), 'utf8');
  const bring = () =>
    bringUpToDate({ sources: join(folder.path, 'src'), built: join(folder.path, 'dist'), swcConfig }).sort();

  it('are built where they are missing, changed, or lack their script', () => {
    expect(bring()).toEqual(['a/one.ts', 'two.ts']);
    expect(read('dist/a/one.js')).toContain('export const one = 1;');
    expect(bring()).toEqual([]);

    write('src/two.ts', 'export const two: number = 3;\n');
    expect(bring()).toEqual(['two.ts']);
    expect(read('dist/two.js')).toContain('two = 3');

    rmSync(join(folder.path, 'dist/a/one.js'));
    write('dist/two.js.map', 'half a {');
    expect(bring()).toEqual(['a/one.ts', 'two.ts']);
    expect(readdirSync(join(folder.path, 'dist'), { recursive: true }).sort()).toEqual(
      ['a', 'a/one.js', 'a/one.js.map', 'two.js', 'two.js.map'].sort(),
    );
  });

  it('are not run where they cannot be built', () => {
    write('src/two.ts', 'export const = ;\n');
    expect(bring).toThrow();
  });

  it('are up to date after the build', () => {
    const places = { sources: fileURLToPath(new URL('src', service)), built: fileURLToPath(new URL('dist', service)) };
    bringUpToDate({ ...places, swcConfig });
    expect(bringUpToDate({ ...places, swcConfig })).toEqual([]);
  });
});
