import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './index.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'make-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('makeFolder', () => {
  it('creates a folder with its parents, all with the mode', async () => {
    await makeFolder(join(folder, 'a/b/c'), 0o700);
    for (const path of ['a', 'a/b', 'a/b/c']) expect((await stat(join(folder, path))).mode & 0o777).toBe(0o700);
  });

  it('leaves an existing folder as it is, also behind a link', async () => {
    await mkdir(join(folder, 'there'), 0o750);
    await symlink('there', join(folder, 'link'));
    await makeFolder(join(folder, 'there'), 0o700);
    await makeFolder(join(folder, 'link'), 0o700);
    expect((await stat(join(folder, 'there'))).mode & 0o777).toBe(0o750);
  });

  it('is made once by many at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(join(folder, 'x/y/z'))));
    expect((await stat(join(folder, 'x/y/z'))).isDirectory()).toBe(true);
  });

  it.each([
    ['a file', 'file', 'EEXIST'],
    ['below a file', 'file/below/it', 'ENOTDIR'],
    ['a broken link', 'broken', 'EEXIST'],
  ])('refuses %s', async (_case, path, code) => {
    await writeFile(join(folder, 'file'), '');
    await symlink('nowhere', join(folder, 'broken'));
    await expect(makeFolder(join(folder, path))).rejects.toMatchObject({ code });
  });

  it('ends where a file system takes no folders', async () => {
    await expect(makeFolder('/proc/skillwright/data')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
