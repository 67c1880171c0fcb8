import { constants } from 'node:fs';
import { open, readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { generationErrors } from '@skillwright/contracts/generation';
import { compareText } from '@skillwright/rules';
import { isId, type Logger } from '@skillwright/service';
import pLimit from 'p-limit';
import { writeFiles, writeSynced, type FileToWrite } from '../storage/durable-files.js';
import { KeyedLock } from '../storage/keyed-lock.js';
import { FolderExistsError, Staging } from '../storage/staging.js';
import { ProjectIndex } from './project-index.js';
import type { EventOf, ProjectDraft, ProjectPageRequest, ProjectStore } from './project-store.js';
import {
  digestFiles,
  projectRecord,
  toManifestFile,
  type ManifestFile,
  type Project,
  type ProjectRecord,
} from './project.js';

const recordFile = 'project.json';
const filesFolder = 'files';
const scanConcurrency = 32;

/** Projects as folders: `<root>/<project id>/<revision>/` with `files/`, `project.json` and `event.json`. */
export class FileProjectStore implements ProjectStore {
  private readonly root: string;
  private readonly staging: Staging;
  private readonly index = new ProjectIndex();
  private readonly lock = new KeyedLock();

  constructor(
    folders: { readonly projects: string; readonly outbox: string },
    private readonly logger: Logger,
  ) {
    this.root = resolve(folders.projects);
    this.staging = new Staging({ root: this.root, outbox: folders.outbox });
  }

  /** Clears what a crash left half-written and reads the newest record of each project, no file of theirs. */
  async open(): Promise<void> {
    await this.staging.open();
    const limit = pLimit(scanConcurrency);
    const ids = await this.listIds();
    await Promise.all(ids.map((id) => limit(() => this.refresh(id))));
  }

  close(): Promise<void> {
    return this.staging.close();
  }

  async find(id: string): Promise<Project | undefined> {
    if (!isId(id)) return undefined;
    // Another replica may have written it a moment ago.
    if (!this.index.find(id)) await this.refresh(id);
    return this.index.find(id);
  }

  /** The ids of all projects that lie here. */
  async listIds(): Promise<string[]> {
    return (await readdir(this.root)).filter(isId);
  }

  /** Learns of a project's newest revision, maybe by another replica. One that cannot be read is logged and left out. */
  async refresh(id: string): Promise<void> {
    if (!isId(id)) return;
    const project = await this.loadNewer(id, this.index.find(id)?.revision ?? 0);
    if (project) this.index.set(project);
  }

  list(page: ProjectPageRequest): readonly Project[] {
    return this.index.list(page);
  }

  count(skillId?: string): number {
    return this.index.count(skillId);
  }

  getRecord(project: Project): Promise<ProjectRecord> {
    return this.readRecord(project.id, project.revision);
  }

  async readFile(project: Project, file: ManifestFile): Promise<Uint8Array> {
    const path = join(project.outputPath, file.path);
    try {
      // Whoever edits a project may put a link there; it is not followed.
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
  ): Promise<Project> {
    let project: Project | undefined;
    try {
      await this.staging.commit(join(draft.id, String(revision)), async (folder) => {
        const record = await this.write(folder, revision, draft, files);
        project = this.toProject(record);
        return eventOf(project);
      });
    } catch (error) {
      // Another replica was faster: the next try starts from what it wrote.
      if (error instanceof FolderExistsError) await this.refresh(draft.id);
      throw toStoreError(error, draft.id);
    }
    if (!project) throw new TypeError('a revision was committed without being built');
    this.index.set(project);
    return project;
  }

  serialise<T>(projectId: string, task: () => Promise<T>): Promise<T> {
    return this.lock.run(projectId, task);
  }

  private async write(
    folder: string,
    revision: number,
    draft: ProjectDraft,
    files: readonly FileToWrite[],
  ): Promise<ProjectRecord> {
    const sorted = [...files].sort((a, b) => compareText(a.path, b.path));
    const manifest = await writeFiles(join(folder, filesFolder), sorted, ({ path, executable }, bytes) =>
      toManifestFile(path, executable, bytes),
    );
    const record: ProjectRecord = { format: 1, ...draft, revision, digest: digestFiles(manifest), files: manifest };
    await writeSynced(join(folder, recordFile), `${JSON.stringify(record, null, 2)}\n`);
    return record;
  }

  private async loadNewer(id: string, known: number): Promise<Project | undefined> {
    try {
      const revisions = (await readdir(join(this.root, id))).filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
      // A crash between making the project's folder and the rename leaves it empty.
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

  private toProject(record: ProjectRecord): Project {
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

/** What the disk refuses is told by its code alone: paths of the server are nobody's business. */
function toStoreError(error: unknown, id: string): unknown {
  if (error instanceof FolderExistsError) return generationErrors.PROJECT_CHANGED({ id }, { cause: error });
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && /^E[A-Z]+$/.test(code)
    ? generationErrors.STORE_FAILED({ reason: code }, { cause: error })
    : error;
}
