import { skillErrors } from '@skillwright/contracts/skill';
import type { ArchiveFile } from './read-archive.js';

/** The files of a skill's folder in a zip. */
export interface UnwrappedArchive {
  readonly files: readonly ArchiveFile[];
  /** The name of the single folder around all files, if there is one. */
  readonly wrapper: string | undefined;
}

/**
 * Finds the skill's root: the top of the zip, or the single folder around all files. Throws ARCHIVE_INVALID when
 * neither has a `SKILL.md`.
 */
export function unwrapArchive(files: readonly ArchiveFile[]): UnwrappedArchive {
  if (findSkillMd(files)) return { files, wrapper: undefined };
  const wrapper = findWrapper(files);
  const unwrapped = files.map((file) => ({ ...file, path: file.path.slice((wrapper?.length ?? 0) + 1) }));
  if (wrapper === undefined || !findSkillMd(unwrapped)) {
    const reason = 'it has no SKILL.md, neither at its top nor in a single folder around all files.';
    throw skillErrors.ARCHIVE_INVALID({ reason }, { errors: [{ code: 'required', message: reason, path: 'archive' }] });
  }
  return { files: unwrapped, wrapper };
}

/** Finds `SKILL.md`, else `skill.md`; no other spelling counts. */
export const findSkillMd = (files: readonly ArchiveFile[]): ArchiveFile | undefined =>
  files.find((file) => file.path === 'SKILL.md') ?? files.find((file) => file.path === 'skill.md');

function findWrapper(files: readonly ArchiveFile[]): string | undefined {
  const tops = new Set(files.map((file) => file.path.split('/', 1)[0]));
  const [top] = tops;
  return tops.size === 1 && files.every((file) => file.path.includes('/')) ? top : undefined;
}
