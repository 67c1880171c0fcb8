import { constants } from 'node:fs';
import { open, readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { generationErrors } from '@skillwright/contracts/generation';
import { compareText } from '@skillwright/rules';
import { isId, type Logger } from '@skillwright/service';
import { writeSynced } from '@skillwright/service/files';
import { Turns } from '@skillwright/service/timing';
import pLimit from 'p-limit';
import { writeFiles, type FileToWrite } from '../storage/write-files.js';
import { CommittedFolders, FolderExistsError } from '../storage/committed-folders.js';
import { ProjectIndex } from './project-index.js';
import type { EventOf, ProjectDraft, ProjectPageRequest, ProjectStore } from './project-store.js';
import type { StoredProject } from './stored-project.js';
import { digestFiles, projectRecord, toFileRecord, type FileRecord, type ProjectRecord } from './project-record.js';

const recordFile = 'project.json';
const filesFolder = 'files';
const scanConcurrency = 32;

/** Projects as folders: `<root>/<project id>/<revision>/` with `files/`, `project.json` and `event.json`. */
export class FileProjectStore implements ProjectStore {
  private readonly root: string;
  private readonly folders: CommittedFolders;
  private readonly index = new ProjectIndex();
  private readonly turns = new Turns();

  constructor(
    folders: { readonly projects: string; readonly outbox: string },
    private readonly logger: Logger,
  ) {
    this.root = resolve(folders.projects);
    this.folders = new CommittedFolders({ root: this.root, outbox: folders.outbox }, logger);
  }

  /** Reads the newest record of each project. Call it before anything else. */
  async open(): Promise<void> {
    await this.folders.open();
    const limit = pLimit(scanConcurrency);
    const ids = await this.listIds();
    await Promise.all(ids.map((id) => limit(() => this.refresh(id))));
  }

  close(): Promise<void> {
    return this.folders.close();
  }

  async find(id: string): Promise<StoredProject | undefined> {
    if (!isId(id)) return undefined;
    // Another replica may have written it a moment ago.
    if (!this.index.find(id)) await this.refresh(id);
    return this.index.find(id);
  }

  /** The ids of all projects on the disk. */
  async listIds(): Promise<string[]> {
    return (await readdir(this.root)).filter(isId);
  }

  /**
   * Reads a project's newest revision, which another replica may have written. An unreadable record is logged and
   * skipped.
   */
  async refresh(id: string): Promise<void> {
    if (!isId(id)) return;
    const project = await this.loadNewer(id, this.index.find(id)?.revision ?? 0);
    if (project) this.index.set(project);
  }

  list(page: ProjectPageRequest): readonly StoredProject[] {
    return this.index.list(page);
  }

  count(skillId?: string): number {
    return this.index.count(skillId);
  }

  getRecord(project: StoredProject): Promise<ProjectRecord> {
    return this.readRecord(project.id, project.revision);
  }

  async readFile(project: StoredProject, file: FileRecord): Promise<Uint8Array> {
    const path = join(project.outputPath, file.path);
    try {
      // A person may have replaced the file by a link.
      const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      try {
        return await handle.readFile();
      } finally {
        await handle.close();
      }
    } catch (cause) {
      throw generationErrors.PROJECT_DAMAGED({ id: project.id, path: file.path }, { cause });
    }
  }

  async commit(
    revision: number,
    draft: ProjectDraft,
    files: readonly FileToWrite[],
    eventOf: EventOf,
  ): Promise<StoredProject> {
    let project: StoredProject | undefined;
    try {
      await this.folders.commit(join(draft.id, String(revision)), async (folder) => {
        const built = this.toProject(await this.write(folder, revision, draft, files));
        project = built;
        return eventOf(built);
      });
    } catch (error) {
      // Another replica was faster; the next attempt starts from its revision.
      if (error instanceof FolderExistsError) await this.refresh(draft.id);
      throw toStoreError(error, draft.id);
    }
    if (!project) throw new TypeError('a revision was committed before it was built');
    this.index.set(project);
    return project;
  }

  serialise<T>(projectId: string, task: () => Promise<T>): Promise<T> {
    return this.turns.run(projectId, task);
  }

  private async write(
    folder: string,
    revision: number,
    draft: ProjectDraft,
    files: readonly FileToWrite[],
  ): Promise<ProjectRecord> {
    const sorted = [...files].sort((a, b) => compareText(a.path, b.path));
    const records = await writeFiles(join(folder, filesFolder), sorted, ({ path, executable }, bytes) =>
      toFileRecord(path, executable, bytes),
    );
    const record: ProjectRecord = { format: 1, ...draft, revision, digest: digestFiles(records), files: records };
    await writeSynced(join(folder, recordFile), `${JSON.stringify(record, null, 2)}\n`);
    return record;
  }

  private async loadNewer(id: string, known: number): Promise<StoredProject | undefined> {
    try {
      const revisions = (await readdir(join(this.root, id))).filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
      // A crash between creating the project's folder and the rename leaves the folder empty.
      const newest = Math.max(0, ...revisions);
      return newest > known ? this.toProject(await this.readRecord(id, newest)) : undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      this.logger.error({ err: error, project_id: id }, 'a project cannot be read and is left out');
      return undefined;
    }
  }

  private async readRecord(id: string, revision: number): Promise<ProjectRecord> {
    return projectRecord.parse(JSON.parse(await readFile(join(this.root, id, String(revision), recordFile), 'utf8')));
  }

  private toProject(record: ProjectRecord): StoredProject {
    return {
      id: record.id,
      name: record.name,
      revision: record.revision,
      digest: record.digest,
      outputPath: join(this.root, record.id, String(record.revision), filesFolder),
      filesCount: record.files.length,
      skillId: record.skill_id,
      template: record.template,
      createdAt: record.created_at,
    };
  }
}

/**
 * Turns an error of the file system into STORE_FAILED with only its code, since callers must not see paths of the
 * server.
 */
function toStoreError(error: unknown, id: string): unknown {
  if (error instanceof FolderExistsError) return generationErrors.PROJECT_CHANGED({ id }, { cause: error });
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && /^E[A-Z]+$/.test(code)
    ? generationErrors.STORE_FAILED({ reason: code }, { cause: error })
    : error;
}
