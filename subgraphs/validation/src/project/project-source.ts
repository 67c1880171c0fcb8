import type { Caller } from '@skillwright/service';
import type { SourceFile } from '../source/source-file.js';

export interface ProjectFiles {
  readonly revision: number;
  readonly files: readonly SourceFile[];
}

/** Where generated projects come from. Throws where it cannot be asked, and when the caller's signal aborts. */
export interface ProjectSource {
  hasProject(id: string, caller: Caller): Promise<boolean>;
  /** The newest revision; `undefined` for an unknown project. */
  findFiles(id: string, caller: Caller): Promise<ProjectFiles | undefined>;
}
