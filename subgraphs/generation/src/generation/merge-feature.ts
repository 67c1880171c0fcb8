import { generationErrors } from '@skillwright/contracts/generation';
import { PathSet } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import type { ProjectStore } from '../project/project-store.js';
import type { ManifestFile, Project } from '../project/project.js';
import type { RenderedFile } from '../rendering/render-template.js';
import type { FileToWrite } from '../storage/durable-files.js';

/**
 * The files of a project's next revision: its own, as they lie on the disk, and the feature's. A file that both have with
 * the same content is no conflict. Throws PROJECT_CONFLICT that names every other.
 */
export async function mergeFeature(
  projects: ProjectStore,
  project: Project,
  own: readonly ManifestFile[],
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
