import type { CatalogTemplate } from '../catalog/catalog-template.js';
import type { UsedTemplate } from '../projects/project-record.js';
import type { RenderedFile } from '../rendering/render-template.js';
import type { FileToWrite } from '../storage/durable-files.js';

/** The template as the record of a project names it. */
export function toUsedTemplate({ id, name, version }: CatalogTemplate): UsedTemplate {
  return { id, name, version };
}

/** Rendered files as the store takes them. */
export function toFilesToWrite(files: readonly RenderedFile[]): FileToWrite[] {
  return files.map(({ path, executable, bytes }) => ({ path, executable, read: () => bytes }));
}
