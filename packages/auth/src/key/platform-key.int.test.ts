import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder, type TemporaryFolder } from '@skillwright/testing';
import { openPlatformKey } from './platform-key.js';

let folder: TemporaryFolder;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'keys', 'platform.json');
});
afterEach(() => folder.dispose());

const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

/** Opens the key in a process of its own, and returns its id. */
async function openElsewhere(): Promise<string> {
  const script = `
    import { openPlatformKey } from ${JSON.stringify(new URL('./platform-key.ts', import.meta.url).href)};
    console.log((await openPlatformKey(${JSON.stringify(path)})).id);`;
  const node = ['--conditions=source', '--import', 'tsx', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, node, { cwd: import.meta.dirname });
  return stdout.trim();
}

describe("the platform's key", () => {
  it('is made at the first start, for its owner alone, and is the same afterwards', async () => {
    const { id } = await openPlatformKey(path);
    expect([await modeOf(path), await modeOf(join(folder.path, 'keys'))]).toEqual(['600', '700']);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ kty: 'OKP', crv: 'Ed25519', kid: id });
    expect((await openPlatformKey(path)).id).toBe(id);
  });

  it('is one for many that start at once, and leaves no other file', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await openPlatformKey(path)).id));
    expect(new Set(ids).size).toBe(1);
    expect(await readdir(join(folder.path, 'keys'))).toEqual(['platform.json']);
  });

  it('is one for processes that start at once', async () => {
    const ids = await Promise.all([openElsewhere(), openElsewhere(), openElsewhere()]);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[\w-]{43}$/);
  });

  it.each([0o644, 0o640, 0o606, 0o620])('is refused with the mode %o, with the remedy', async (mode) => {
    await openPlatformKey(path);
    await chmod(path, mode);
    const shown = `0${mode.toString(8)}`;
    await expect(openPlatformKey(path)).rejects.toThrow(
      `PLATFORM_KEY: other users may read or change ${path} (mode ${shown}). Restrict it: chmod 600 ${path}.`,
    );
  });

  const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'C-jkq48P-FPET-sDSsVpB2KyHGkRMy8BUZs26M6qQsA' };
  it.each([
    ['no JSON', 'secret-key', 'is not JSON'],
    ['no key', '[]', 'is not a private Ed25519 key'],
    ['a public key', JSON.stringify(jwk), 'is not a private Ed25519 key'],
    ['a key of another curve', JSON.stringify({ ...jwk, crv: 'X25519', d: jwk.x }), 'is not a private Ed25519 key'],
    [
      'an EC key',
      JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', d: 'AA' }),
      'is not a private Ed25519 key',
    ],
    ['a key of another length', JSON.stringify({ ...jwk, d: 'AAAA' }), 'is not a usable Ed25519 key'],
    ['halves that do not belong together', JSON.stringify({ ...jwk, d: jwk.x }), 'is not a usable Ed25519 key'],
  ])('is refused if the file holds %s, without quoting it', async (_, text, reason) => {
    await mkdir(join(folder.path, 'keys'));
    await writeFile(path, text, { mode: 0o600 });
    const failure = await openPlatformKey(path).catch((error: Error) => error.message);
    expect(failure).toContain(`PLATFORM_KEY: ${path} ${reason}`);
    expect(failure).not.toContain('secret-key');
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a folder', () => mkdir(path)],
    ['a pipe', () => promisify(execFile)('mkfifo', ['-m', '600', path])],
  ])('is refused at once if its path is that of %s', async (_, make) => {
    await mkdir(join(folder.path, 'keys'));
    await make();
    await expect(openPlatformKey(path)).rejects.toThrow(`PLATFORM_KEY: ${path} is not a file`);
  });

  it('is refused if its folder cannot be made', async () => {
    await writeFile(join(folder.path, 'keys'), '');
    await expect(openPlatformKey(path)).rejects.toThrow(/PLATFORM_KEY: .* cannot be (read|made) \(ENOTDIR\)/);
  });

  it('is refused where a file system takes no folders', async () => {
    const nowhere = '/proc/skillwright/keys/platform.json';
    await expect(openPlatformKey(nowhere)).rejects.toThrow(`PLATFORM_KEY: ${nowhere} cannot be made (ENOENT)`);
  });
});
