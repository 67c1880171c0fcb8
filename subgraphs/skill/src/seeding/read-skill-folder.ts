import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { skillErrors } from '@skillwright/contracts/skill';
import type { ArchiveFile } from '../archive/read-archive.js';
import { definitionLimits } from '../definition/definition-limits.js';

const anyExecuteBit = 0o111;

/**
 * Reads all files of a skill's folder, with `/` in their paths. Throws SKILL_TOO_LARGE before it reads more than the
 * limit.
 */
export async function readSkillFolder(folder: string): Promise<ArchiveFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  // Links are skipped, since a skill must not have files from outside its folder.
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files: ArchiveFile[] = [];
  let bytes = 0;
  for (const path of paths) {
    const { mode, size } = await stat(path);
    bytes += size;
    if (bytes > definitionLimits.totalBytes) {
      throw skillErrors.SKILL_TOO_LARGE({ limitBytes: definitionLimits.totalBytes });
    }
    files.push({
      path: relative(folder, path).split(sep).join('/'),
      content: await readFile(path),
      executable: (mode & anyExecuteBit) !== 0,
    });
  }
  return files;
}
