const unixFileType = 0o170000;
const unixPlainFile = 0o100000;
const anyExecuteBit = 0o111;

/** Whether an entry is a folder: zip marks it by a slash at the end. */
export const isFolder = (path: string): boolean => path.endsWith('/');

/** Whether an entry was added by macOS and not by the author: it is skipped. */
export const isLeftOut = (path: string): boolean => path.startsWith('__MACOSX/') || /(^|\/)\.DS_Store$/.test(path);

/** Whether an entry is a plain file. Zips from systems other than Unix state no type: their entries are files. */
export function isPlainFile(externalFileAttributes: number): boolean {
  const type = unixModeOf(externalFileAttributes) & unixFileType;
  return type === 0 || type === unixPlainFile;
}

/** Whether the entry's Unix mode allows anybody to execute it. */
export const isExecutable = (externalFileAttributes: number): boolean =>
  (unixModeOf(externalFileAttributes) & anyExecuteBit) !== 0;

/** The upper half of the external attributes. It is read for zips from any system, because unpackers obey it. */
const unixModeOf = (externalFileAttributes: number): number => externalFileAttributes >>> 16;
