import { generationErrors } from '@skillwright/contracts/generation';
import { PathSet } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import type { ProjectStore } from '../projects/project-store.js';
import type { StoredProject } from '../projects/stored-project.js';
import type { FileRecord } from '../projects/project-record.js';
import type { RenderedFile } from '../rendering/render-template.js';
import type { FileToWrite } from '../storage/write-files.js';

/**
 * Returns the files of a project's next revision: the project's files, read from the disk, and the feature's files. A
 * file with the same path and content in both is no conflict. Throws a PROJECT_CONFLICT that lists every conflict.
 */
export async function mergeFeature(
  projects: ProjectStore,
  project: StoredProject,
  own: readonly FileRecord[],
  feature: readonly RenderedFile[],
): Promise<FileToWrite[]> {
  const byPath = new Map(own.map((file) => [file.path, file]));
  const taken = new PathSet();
  for (const { path } of own) taken.add(path);

  const conflicts: FieldError[] = [];
  const added: FileToWrite[] = [];
  for (const { path, bytes, executable } of feature) {
    const existing = byPath.get(path);
    if (existing) {
      const same = Buffer.compare(await projects.readFile(project, existing), bytes) === 0;
      if (!same) conflicts.push({ code: 'file_exists', message: `${path} exists with other content.`, path });
      continue;
    }
    const clash = taken.add(path);
    if (clash) conflicts.push({ code: 'path_taken', message: clash.message, path });
    else added.push({ path, executable, read: () => bytes });
  }
  if (conflicts.length > 0) throw generationErrors.PROJECT_CONFLICT({ count: conflicts.length }, { errors: conflicts });
  return [...own.map((file) => ({ ...file, read: () => projects.readFile(project, file) })), ...added];
}
