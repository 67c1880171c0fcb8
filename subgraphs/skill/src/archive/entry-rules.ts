const unixFileType = 0o170000;
const unixPlainFile = 0o100000;
const anyExecuteBit = 0o111;

/** Zip marks folders by a slash at the end. */
export const isFolder = (path: string): boolean => path.endsWith('/');

/** What macOS adds to zips by itself, which nobody means to publish. */
export const isLeftOut = (path: string): boolean => path.startsWith('__MACOSX/') || /(^|\/)\.DS_Store$/.test(path);

/** Zips from systems other than Unix say nothing about the type: those entries are files. */
export function isPlainFile(externalFileAttributes: number): boolean {
  const type = unixModeOf(externalFileAttributes) & unixFileType;
  return type === 0 || type === unixPlainFile;
}

export const isExecutable = (externalFileAttributes: number): boolean =>
  (unixModeOf(externalFileAttributes) & anyExecuteBit) !== 0;

/** The upper half of the external attributes is a Unix mode, whoever made the zip: unpackers obey it, so it is judged. */
const unixModeOf = (externalFileAttributes: number): number => externalFileAttributes >>> 16;
