import type { Event } from '@skillwright/contracts/events';
import type { FileToWrite } from '../storage/durable-files.js';
import type { ManifestFile, Project, ProjectRecord } from './project.js';

/** What a revision is made of; its files, digest and number come from the store. */
export type ProjectDraft = Omit<ProjectRecord, 'format' | 'revision' | 'digest' | 'files'>;

/** Makes the event that is committed with a revision. */
export type EventOf = (project: Project) => Event;

export interface ProjectPageRequest {
  readonly limit: number;
  /** The id of the project that the page comes after. */
  readonly after?: string | undefined;
  readonly skillId?: string;
}

/** Generated projects, each at its newest revision. A revision never changes once it is there. */
export interface ProjectStore {
  find(id: string): Promise<Project | undefined>;
  /** Newest first. */
  list(page: ProjectPageRequest): readonly Project[];
  count(skillId?: string): number;
  getRecord(project: Project): Promise<ProjectRecord>;
  /** The bytes of a file as they lie on the disk now. Throws PROJECT_DAMAGED where it is gone. */
  readFile(project: Project, file: ManifestFile): Promise<Uint8Array>;
  /** Commits a revision and its event together, or neither. Throws PROJECT_CHANGED where that revision exists. */
  commit(revision: number, draft: ProjectDraft, files: readonly FileToWrite[], eventOf: EventOf): Promise<Project>;
  /** Lets one task at a time work on a project. */
  serialise<T>(projectId: string, task: () => Promise<T>): Promise<T>;
}
