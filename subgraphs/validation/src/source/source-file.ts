import type { FileContent } from '@skillwright/rules';

/** A file of a project, or a loose one, as it goes into the sandbox. */
export interface SourceFile extends FileContent {
  /** Relative, with forward slashes; checked by `findSourceFaults`. */
  readonly path: string;
  readonly executable: boolean;
}
