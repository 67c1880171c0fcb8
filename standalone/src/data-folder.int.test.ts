import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { leaveDeadLock, temporaryFolder } from '@skillwright/testing';
import type { TemporaryFolder } from '@skillwright/testing';
import { takeDataFolder } from './data-folder.js';
import { StartError } from './start-error.js';

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(() => folder.dispose());

describe('DATA_DIR', () => {
  it('is made when missing, and is one instance’s until that gives it up', async () => {
    const path = join(folder.path, 'a', 'data');
    const taken = await takeDataFolder(path);
    expect(taken.path).toBe(path);
    await expect(takeDataFolder(path)).rejects.toThrow(
      `DATA_DIR ${path} is in use by another Skillwright (process ${process.pid})`,
    );
    await taken.stop();
    await (await takeDataFolder(path)).stop();
  });

  it('of a process that was killed is taken over', async () => {
    await leaveDeadLock(join(folder.path, 'lock'));
    await (await takeDataFolder(folder.path)).stop();
  });

  it('that is a file is refused', async () => {
    const path = join(await mkdtemp(join(folder.path, 'x-')), 'file');
    await writeFile(path, '');
    await expect(takeDataFolder(path)).rejects.toThrow(StartError);
    await expect(takeDataFolder(path)).rejects.toThrow(`DATA_DIR ${path} cannot be used: EEXIST`);
    await rm(path);
  });
});
