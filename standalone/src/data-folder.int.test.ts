import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { canMakeNamespaces, holdLock, leaveDeadLock, otherNamespace } from '@skillwright/locks/test/processes';
import { temporaryFolder } from '@skillwright/testing';
import type { TemporaryFolder } from '@skillwright/testing';
import { StartError } from '@skillwright/service/start-up';
import { takeDataFolder } from './data-folder.js';

const inNamespaces = canMakeNamespaces() ? it : it.skip;

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(() => folder.dispose());

describe('DATA_DIR', () => {
  it('is created when it is missing, and belongs to one instance until that instance stops', async () => {
    const path = join(folder.path, 'a', 'data');
    const taken = await takeDataFolder(path);
    expect(taken.path).toBe(path);
    await expect(takeDataFolder(path)).rejects.toThrow(
      `DATA_DIR ${path} is in use by another Skillwright (process ${process.pid})`,
    );
    await taken.stop();
    await (await takeDataFolder(path)).stop();
  });

  it('is taken over from a process that was killed', async () => {
    await leaveDeadLock(join(folder.path, 'lock'));
    await (await takeDataFolder(folder.path)).stop();
  });

  inNamespaces('is refused while a Skillwright in another container has it, which the error names', async () => {
    const other = await holdLock(join(folder.path, 'lock'), { runner: otherNamespace });
    const watched: unknown[] = [];
    const taking = takeDataFolder(folder.path, (holder) => watched.push(holder));
    await expect(taking).rejects.toThrow(/is in use by .*process 1 in another container or on another machine/);
    expect(watched).toEqual([{ pid: 1, elsewhere: hostname() }]);
    other.signal('SIGKILL');
  });

  it('aborts `lost` when another process could take it', async () => {
    const taken = await takeDataFolder(join(folder.path, 'lost'));
    const lost = new Promise((resolve) => taken.lost.addEventListener('abort', resolve));
    await rm(taken.path, { recursive: true });
    await lost;
  });

  it('is refused where the file system takes no folders', async () => {
    const refused = 'DATA_DIR /proc/skillwright cannot be used: ENOENT';
    await expect(takeDataFolder('/proc/skillwright')).rejects.toThrow(refused);
  });

  it('is refused when it is a file', async () => {
    const path = join(await mkdtemp(join(folder.path, 'x-')), 'file');
    await writeFile(path, '');
    await expect(takeDataFolder(path)).rejects.toThrow(StartError);
    await expect(takeDataFolder(path)).rejects.toThrow(`DATA_DIR ${path} cannot be used: EEXIST`);
    await rm(path);
  });
});
