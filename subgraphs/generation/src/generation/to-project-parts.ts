import type { CatalogTemplate } from '../catalog/catalog-entry.js';
import type { UsedTemplate } from '../project/project.js';
import type { RenderedFile } from '../rendering/render-template.js';
import type { FileToWrite } from '../storage/durable-files.js';

export function toUsedTemplate({ id, name, version }: CatalogTemplate): UsedTemplate {
  return { id, name, version };
}

export function toFilesToWrite(files: readonly RenderedFile[]): FileToWrite[] {
  return files.map(({ path, executable, bytes }) => ({ path, executable, read: () => bytes }));
}
