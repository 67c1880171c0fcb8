import type { Event } from '@skillwright/contracts/events';
import type { FileToWrite } from '../storage/write-files.js';
import type { FileRecord, ProjectRecord } from './project-record.js';
import type { StoredProject } from './stored-project.js';

/** A revision to commit; the store adds its files, digest and number. */
export type ProjectDraft = Omit<ProjectRecord, 'format' | 'revision' | 'digest' | 'files'>;

/** Creates the event that is committed with a revision. */
export type EventOf = (project: StoredProject) => Event;

export interface ProjectPageRequest {
  readonly limit: number;
  /** The id of the project that the page comes after. */
  readonly after?: string | undefined;
  readonly skillId?: string;
}

/** Generated projects, each at its newest revision. A committed revision never changes. */
export interface ProjectStore {
  find(id: string): Promise<StoredProject | undefined>;
  /** Lists projects, newest first. */
  list(page: ProjectPageRequest): readonly StoredProject[];
  count(skillId?: string): number;
  getRecord(project: StoredProject): Promise<ProjectRecord>;
  /** Reads the present bytes of a file. Throws PROJECT_DAMAGED when the file cannot be read. */
  readFile(project: StoredProject, file: FileRecord): Promise<Uint8Array>;
  /**
   * Commits a revision with its event, or neither. Throws PROJECT_CHANGED when that revision exists, STORE_FAILED on an
   * error of the disk.
   */
  commit(
    revision: number,
    draft: ProjectDraft,
    files: readonly FileToWrite[],
    eventOf: EventOf,
  ): Promise<StoredProject>;
  /** Runs a task once all earlier tasks of the project have ended. */
  serialise<T>(projectId: string, task: () => Promise<T>): Promise<T>;
}
