import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEvent } from '@skillwright/contracts/events';
import { FileOutbox } from '@skillwright/events/outbox';
import { createLogger, newId } from '@skillwright/service';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import type { FileToWrite } from '../storage/write-files.js';
import { FileProjectStore } from './file-project-store.js';
import type { EventOf, ProjectDraft } from './project-store.js';

const logger = createLogger({ service: 'test', level: 'silent' });
const crashChild = fileURLToPath(new URL('../../test/crash-child.ts', import.meta.url));

const file = (path: string, content: string | Uint8Array = path, executable = false): FileToWrite => ({
  path,
  executable,
  read: () => Buffer.from(content),
});

describe('FileProjectStore', () => {
  let folder: TemporaryFolder;
  let store: FileProjectStore;

  beforeEach(async () => {
    folder = await temporaryFolder();
    store = await openStore();
  });

  afterEach(async () => {
    await store.close();
    await folder.dispose();
  });

  const at = (...path: string[]) => join(folder.path, ...path);

  async function openStore(): Promise<FileProjectStore> {
    const opened = new FileProjectStore({ projects: at('projects'), outbox: at('outbox') }, logger);
    await opened.open();
    return opened;
  }

  function draftOf(id = newId(), skillId = newId()): ProjectDraft {
    const template = { id: newId(), name: 'site', version: '1.0.0' };
    return {
      id,
      name: 'shop',
      skill_id: skillId,
      template,
      parameters: { port: 80 },
      features: [],
      created_at: '2026-11-23T08:00:00.000Z',
    };
  }

  const eventOf: EventOf = (project) =>
    createEvent(
      'feature.generated',
      project.id,
      {
        project_id: project.id,
        name: 'x',
        template_id: project.template.id,
        revision: project.revision,
        files_count: project.filesCount,
        timestamp: '2026-11-23T08:00:00.000Z',
      },
      { source: '/skillwright/generation' },
    );

  async function pendingEvents() {
    const outbox = new FileOutbox({ folder: at('outbox'), name: 'test', logger });
    await mkdir(at('outbox'), { recursive: true });
    const entries = await outbox.pending(1_000, new Set());
    return entries.map(({ record }) => JSON.parse(record.value) as { project_id: string; revision: number });
  }

  async function leftInStaging(): Promise<string[]> {
    const names = await readdir(at('projects', '.staging'), { recursive: true });
    return names.filter((name) => name.includes('/'));
  }

  it('commits files, manifest and event by one rename', async () => {
    const draft = draftOf();
    const project = await store.commit(
      1,
      draft,
      [file('src/b.ts', 'b'), file('run.sh', '#!/bin/sh', true), file('a', Uint8Array.of(255, 0))],
      eventOf,
    );
    expect(project).toMatchObject({
      id: draft.id,
      revision: 1,
      filesCount: 3,
      outputPath: at('projects', draft.id, '1', 'files'),
    });
    expect(await readdir(at('projects', draft.id, '1'))).toEqual(['event.json', 'files', 'project.json']);
    expect(await readFile(join(project.outputPath, 'a'))).toEqual(Buffer.of(255, 0));
    expect((await stat(join(project.outputPath, 'run.sh'))).mode & 0o111).not.toBe(0);
    expect((await stat(join(project.outputPath, 'src/b.ts'))).mode & 0o111).toBe(0);
    const record = await store.getRecord(project);
    expect(record).toMatchObject({ ...draft, revision: 1, digest: project.digest });
    expect(record.files).toEqual([
      { path: 'a', size: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), executable: false },
      { path: 'run.sh', size: 9, sha256: expect.any(String), executable: true },
      { path: 'src/b.ts', size: 1, sha256: expect.any(String), executable: false },
    ]);
    expect(await pendingEvents()).toMatchObject([{ project_id: draft.id, revision: 1 }]);
    expect(await leftInStaging()).toEqual([]);
  });

  it('gives equal files an equal digest, and a different one for another path, mode or content', async () => {
    const digest = async (...files: FileToWrite[]) => (await store.commit(1, draftOf(), files, eventOf)).digest;
    const one = await digest(file('a', 'x'), file('b', 'y'));
    expect(await digest(file('b', 'y'), file('a', 'x'))).toBe(one);
    const others = [
      await digest(file('a', 'x'), file('c', 'y')),
      await digest(file('a', 'x'), file('b', 'z')),
      await digest(file('a', 'x', true), file('b', 'y')),
    ];
    expect(new Set([one, ...others]).size).toBe(4);
  });

  it('finds projects when it is opened again, without reading their files', async () => {
    const draft = draftOf();
    await store.commit(1, draft, [file('a', 'one')], eventOf);
    await store.commit(2, draft, [file('a', 'two')], eventOf);
    await rm(at('projects', draft.id, '2', 'files'), { recursive: true });
    const again = await openStore();
    expect(await again.find(draft.id)).toMatchObject({ revision: 2 });
    expect(again.list({ limit: 10 })).toHaveLength(1);
    await again.close();
  });

  it('lists newest first, by pages, of one skill or of all', async () => {
    const skillId = newId();
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      const draft = index % 2 === 0 ? draftOf(newId(), skillId) : draftOf();
      ids.unshift(draft.id);
      await store.commit(1, draft, [file('a')], eventOf);
    }
    const all: string[] = [];
    for (let after: string | undefined; ;) {
      const page = store.list({ limit: 2, after });
      all.push(...page.map(({ id }) => id));
      after = page.at(-1)?.id;
      if (page.length < 2) break;
    }
    expect(all).toEqual(ids);
    expect(store.list({ limit: 10, skillId }).map(({ id }) => id)).toEqual(ids.filter((_, index) => index % 2 === 0));
    expect([store.count(), store.count(skillId), store.count(newId())]).toEqual([7, 4, 0]);
  });

  it('refuses an existing revision and removes its event', async () => {
    const draft = draftOf();
    await store.commit(1, draft, [file('a', 'first')], eventOf);
    await expect(store.commit(1, draft, [file('a', 'second')], eventOf)).rejects.toMatchObject({
      code: 'PROJECT_CHANGED',
      category: 'conflict',
    });
    expect(await readFile(at('projects', draft.id, '1', 'files', 'a'), 'utf8')).toBe('first');
    expect(await pendingEvents()).toHaveLength(1);
    expect(await readdir(at('outbox'))).toHaveLength(1);
    expect(await leftInStaging()).toEqual([]);
  });

  it('continues from the newest revision after another process was faster', async () => {
    const draft = draftOf();
    await store.commit(1, draft, [file('a')], eventOf);
    const other = await openStore();
    await other.commit(2, draft, [file('a'), file('b')], eventOf);
    await expect(store.commit(2, draft, [file('c')], eventOf)).rejects.toMatchObject({ code: 'PROJECT_CHANGED' });
    expect(await store.find(draft.id)).toMatchObject({ revision: 2, filesCount: 2 });
    await other.close();
  });

  it('does not touch the staging folder of another living process', async () => {
    const draft = draftOf();
    const slow: FileToWrite = {
      path: 'a',
      executable: false,
      read: async () => {
        const other = await openStore();
        await other.close();
        return Buffer.from('a');
      },
    };
    expect(await store.commit(1, draft, [slow], eventOf)).toMatchObject({ id: draft.id });
  });

  it('reads on a refresh the newest revision that another process wrote, and lists it', async () => {
    const other = await openStore();
    const draft = draftOf();
    await other.commit(1, draft, [file('a')], eventOf);
    await store.refresh(draft.id);
    const newest = await other.commit(2, draft, [file('a'), file('b')], eventOf);
    await store.refresh(draft.id);
    for (const id of [newId(), '..']) await store.refresh(id);
    expect(store.list({ limit: 10 })).toEqual([newest]);
    await other.close();
  });

  it('finds a project that another process wrote', async () => {
    const other = await openStore();
    const draft = draftOf();
    await other.commit(1, draft, [file('a')], eventOf);
    expect(await store.find(draft.id)).toMatchObject({ id: draft.id });
    await other.close();
  });

  it('leaves nothing behind when a file cannot be written', async () => {
    const draft = draftOf();
    const failing: FileToWrite = { path: 'z', executable: false, read: () => Promise.reject(new Error('gone')) };
    await expect(store.commit(1, draft, [file('a'), failing], eventOf)).rejects.toThrow('gone');
    expect(await store.find(draft.id)).toBeUndefined();
    expect(await pendingEvents()).toEqual([]);
    expect(await leftInStaging()).toEqual([]);
  });

  it('leaves nothing behind when the event breaks its contract', async () => {
    const draft = draftOf();
    const broken: EventOf = (project) => eventOf({ ...project, revision: 0 });
    await expect(store.commit(1, draft, [file('a')], broken)).rejects.toMatchObject({ code: 'CONTRACT_BROKEN' });
    expect(await store.find(draft.id)).toBeUndefined();
    expect(await leftInStaging()).toEqual([]);
  });

  it('reports an error of the disk by its code, without a path of the server', async () => {
    const draft = draftOf();
    await mkdir(at('projects', draft.id));
    // A file in the place of the outbox folder: the pointer cannot be written.
    await rm(at('outbox'), { recursive: true, force: true });
    await writeFile(at('outbox'), '');
    const failure = await store.commit(1, draft, [file('a')], eventOf).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'STORE_FAILED', category: 'unavailable' });
    expect(String(failure)).not.toContain(folder.path);
    expect(await store.find(draft.id)).toBeUndefined();
  });

  it.each(['', '..', '../../etc', 'not-an-id', '.staging'])('finds nothing for the id %j', async (id) => {
    expect(await store.find(id)).toBeUndefined();
  });

  it('does not follow a link in the place of a file', async () => {
    const project = await store.commit(1, draftOf(), [file('a')], eventOf);
    const [entry] = (await store.getRecord(project)).files;
    await rm(join(project.outputPath, 'a'));
    await symlink('/etc/passwd', join(project.outputPath, 'a'));
    if (!entry) throw new Error('the manifest is empty');
    await expect(store.readFile(project, entry)).rejects.toMatchObject({ code: 'PROJECT_DAMAGED' });
  });

  it('skips a project with a damaged record and serves the others', async () => {
    const [damaged, whole] = [draftOf(), draftOf()];
    await store.commit(1, damaged, [file('a')], eventOf);
    await store.commit(1, whole, [file('a')], eventOf);
    await chmod(at('projects', damaged.id, '1', 'project.json'), 0o644);
    await writeFile(at('projects', damaged.id, '1', 'project.json'), '{"id": 1');
    const again = await openStore();
    expect(again.list({ limit: 10 }).map(({ id }) => id)).toEqual([whole.id]);
    await again.close();
  });

  it('works with thousands of projects', async () => {
    const drafts = Array.from({ length: 2_000 }, () => draftOf());
    const template = at('template');
    const record = { format: 1, revision: 1, digest: 'sha256:0', files: [] };
    await mkdir(template);
    for (const draft of drafts) {
      await mkdir(at('projects', draft.id, '1'), { recursive: true });
      await writeFile(at('projects', draft.id, '1', 'project.json'), JSON.stringify({ ...record, ...draft }));
    }
    const again = await openStore();
    expect(again.count()).toBe(2_000);
    expect(again.list({ limit: 1 })[0]?.id).toBe(
      drafts
        .map(({ id }) => id)
        .sort()
        .at(-1),
    );
    await again.close();
  });

  it('loses and adds nothing when the process is killed again and again', async () => {
    const { id } = draftOf();
    let told = 0;
    for (let round = 0; round < 3; round += 1) {
      told = Math.max(told, await killAfterCommits(id, 2 + round));
    }
    await store.close();
    store = await openStore();
    const project = await store.find(id);
    if (!project) throw new Error('the project is lost');
    expect(project.revision).toBeGreaterThanOrEqual(told);
    await waitFor(async () => (await leftInStaging()).length === 0, {
      description: 'the staging folders to be cleaned',
    });
    // Every committed revision is complete and has its event, and every event has its revision.
    const revisions = (await readdir(at('projects', id))).map(Number).sort((a, b) => a - b);
    expect(revisions).toEqual(Array.from({ length: project.revision }, (_, index) => index + 1));
    expect((await pendingEvents()).map(({ revision }) => revision).sort((a, b) => a - b)).toEqual(revisions);
    for (const revision of revisions) {
      const files = await readdir(at('projects', id, String(revision), 'files', 'src'));
      expect(files).toHaveLength(20);
    }
  }, 60_000);

  /**
   * Runs a process that commits revisions, kills it during a commit after `commits` others, and returns the last
   * printed one.
   */
  async function killAfterCommits(id: string, commits: number): Promise<number> {
    const child = spawn(
      process.execPath,
      ['--conditions=source', '--import', 'tsx', crashChild, at('projects'), at('outbox'), id],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let told: number[] = [];
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      told = text.split('\n').slice(0, -1).map(Number);
      if (told.length >= commits) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.once('exit', resolve));
    return told.at(-1) ?? 0;
  }
});
