import type { CatalogTemplate } from '../catalog/catalog-template.js';
import type { UsedTemplate } from '../projects/project-record.js';
import type { RenderedFile } from '../rendering/render-template.js';
import type { FileToWrite } from '../storage/write-files.js';

/** Returns the template in the form of a project record. */
export function toUsedTemplate({ id, name, version }: CatalogTemplate): UsedTemplate {
  return { id, name, version };
}

/** Turns rendered files into files to write. */
export function toFilesToWrite(files: readonly RenderedFile[]): FileToWrite[] {
  return files.map(({ path, executable, bytes }) => ({ path, executable, read: () => bytes }));
}
