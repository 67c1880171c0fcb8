import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEvent } from '@skillwright/contracts/events';
import { FileOutbox } from '@skillwright/events/outbox';
import { createLogger, newId } from '@skillwright/service';
import { syncFolder, writeSynced } from '@skillwright/service/files';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import { CommittedFolders } from './committed-folders.js';

const logger = createLogger({ service: 'test', level: 'silent' });
const elsewhere = JSON.stringify({ pid: 1, startedAt: null, scope: 'another container', host: 'other' });

describe('CommittedFolders', () => {
  let folder: TemporaryFolder;
  let folders: CommittedFolders;

  const at = (...names: string[]) => join(folder.path, ...names);
  const create = () => new CommittedFolders({ root: at('root'), outbox: at('outbox') }, logger);
  const staging = () => readdir(at('root', '.staging'));

  beforeEach(async () => {
    folder = await temporaryFolder();
    folders = create();
    await folders.open();
  });

  afterEach(async () => {
    await folders.close();
    await folder.dispose();
  });

  async function build(path: string) {
    await writeSynced(join(path, 'file'), 'content');
    const id = newId();
    const data = { skill_id: id, templates: [], timestamp: '2026-12-01T08:00:00.000Z' };
    return createEvent('templates.updated', id, data, { source: '/skillwright/generation' });
  }

  it('removes its staging folder when it closes', async () => {
    await folders.commit('one', build);
    await folders.close();
    expect(await staging()).toEqual([]);
    expect(await readdir(at('root', 'one'))).toEqual(['event.json', 'file']);
  });

  it('answers success for a folder that is committed, though its name could not be synced', async () => {
    const syncs: string[] = [];
    const failing = (path: string) => {
      syncs.push(path);
      return existsSync(at('root', 'deep', 'down', 'one')) ? Promise.reject(new Error('EIO')) : syncFolder(path);
    };
    const other = new CommittedFolders({ root: at('root'), outbox: at('outbox') }, logger, failing);
    await other.open();
    await other.commit('deep/down/one', build);
    await other.close();
    expect(syncs.slice(1)).toEqual([at('root', 'deep'), at('root'), at('root', 'deep', 'down')]);
    expect(await readdir(at('root', 'deep', 'down', 'one'))).toEqual(['event.json', 'file']);
    const outbox = new FileOutbox({ folder: at('outbox'), name: 'test', logger });
    expect(await outbox.pending(10, new Set())).toHaveLength(1);
  });

  it('commits nothing when a parent could not be synced before', async () => {
    const failing = (path: string) => (path === at('root') ? Promise.reject(new Error('EIO')) : syncFolder(path));
    const other = new CommittedFolders({ root: at('root'), outbox: at('outbox') }, logger, failing);
    await other.open();
    await expect(other.commit('deep/one', build)).rejects.toThrow('EIO');
    await other.close();
    expect(await readdir(at('root', 'deep'))).toEqual([]);
    const outbox = new FileOutbox({ folder: at('outbox'), name: 'test', logger });
    expect(await outbox.pending(10, new Set())).toEqual([]);
  });

  it('does not touch the staging folder of a living process', async () => {
    const before = await staging();
    const other = create();
    await other.open();
    await folders.commit('one', build);
    await other.commit('two', build);
    await other.close();
    expect(await staging()).toEqual(before);
  });

  it('removes the staging folders of processes that ended between any two steps', async () => {
    const dead = JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null, scope: 'none', host: 'none' });
    const [claimed, unclaimed, claim] = [newId(), newId(), newId()];
    await mkdir(at('root', '.staging', claimed, 'half'), { recursive: true });
    await mkdir(at('root', '.staging', unclaimed, 'half'), { recursive: true });
    for (const name of [claimed, claim]) await writeFile(at('root', '.staging', `${name}.0123456789abcdef`), dead);
    await folders.close();
    folders = create();
    await folders.open();
    await waitFor(async () => (await staging()).length === 2, {
      timeoutMs: 20_000,
      description: 'the folders to be removed',
    });
  });

  it('continues in a new folder after another process has removed its own, and commits each folder once', async () => {
    let builds = 0;
    const interrupted = async (path: string) => {
      builds += 1;
      if (builds === 1) await rm(at('root', '.staging'), { recursive: true });
      if (builds === 1) await mkdir(at('root', '.staging'));
      return build(path);
    };
    await folders.commit('one', interrupted);
    expect(builds).toBe(2);
    await Promise.all(['two', 'three'].map((target) => folders.commit(target, build)));
    for (const target of ['one', 'two', 'three']) {
      expect(await readdir(at('root', target))).toEqual(['event.json', 'file']);
    }
    const outbox = new FileOutbox({ folder: at('outbox'), name: 'test', logger });
    expect(await outbox.pending(10, new Set())).toHaveLength(3);
  });

  it('uses one new folder for all commits that have lost the old one', async () => {
    await rm(at('root', '.staging'), { recursive: true });
    await mkdir(at('root', '.staging'));
    await Promise.all(['one', 'two', 'three'].map((target) => folders.commit(target, build)));
    expect(await staging()).toHaveLength(2);
  });

  it('closes while it waits for the heartbeat of a process elsewhere, and does not wait until that one counts as dead', async () => {
    const claim = `${newId()}.0123456789abcdef`;
    await writeFile(at('root', '.staging', claim), elsewhere);
    const other = create();
    await other.open();
    await other.close();
    expect(await staging()).toContain(claim);
  });
});
