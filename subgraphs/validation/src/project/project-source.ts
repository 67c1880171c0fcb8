import type { SourceFile } from '../source/source-file.js';

export interface ProjectFiles {
  readonly revision: number;
  readonly files: readonly SourceFile[];
}

/** Where generated projects come from. Throws where it cannot be asked. */
export interface ProjectSource {
  hasProject(id: string, signal?: AbortSignal): Promise<boolean>;
  /** The newest revision; `undefined` for an unknown project. */
  findFiles(id: string, signal?: AbortSignal): Promise<ProjectFiles | undefined>;
}
