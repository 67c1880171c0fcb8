const unixFileType = 0o170000;
const unixPlainFile = 0o100000;
const anyExecuteBit = 0o111;

/** Returns whether an entry is a folder: its path ends with a slash. */
export const isFolder = (path: string): boolean => path.endsWith('/');

/** Returns whether macOS added the entry. Such an entry is not a file of the skill and is skipped. */
export const isLeftOut = (path: string): boolean => path.startsWith('__MACOSX/') || /(^|\/)\.DS_Store$/.test(path);

/**
 * Returns whether an entry is a plain file. Zips from systems other than Unix have no type: their entries are files.
 */
export function isPlainFile(externalFileAttributes: number): boolean {
  const type = unixModeOf(externalFileAttributes) & unixFileType;
  return type === 0 || type === unixPlainFile;
}

/** Returns whether the entry's Unix mode has an execute bit. */
export const isExecutable = (externalFileAttributes: number): boolean =>
  (unixModeOf(externalFileAttributes) & anyExecuteBit) !== 0;

/** The upper half of the external attributes. It is read for zips from any system, because unpackers use it. */
const unixModeOf = (externalFileAttributes: number): number => externalFileAttributes >>> 16;
