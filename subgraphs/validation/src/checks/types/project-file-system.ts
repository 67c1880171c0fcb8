import { posix } from 'node:path';
import ts from 'typescript';
import type { TextFile } from '../check.js';

/**
 * Where TypeScript takes the project to lie: beside the installation's packages, which it finds as a project's own. The
 * folder does not exist; its files are in memory.
 */
export const projectFolder = '/opt/project';

/** All that is read from the disk: TypeScript's own declarations and those of the packages. */
export const toolchainFolder = '/opt/node_modules';

export type ProjectFileSystem = ts.ParseConfigHost &
  Required<Pick<ts.CompilerHost, 'directoryExists' | 'getDirectories' | 'realpath' | 'getCurrentDirectory'>>;

/** The files and folders that TypeScript sees: the project's and the toolchain's packages. Everything else is absent. */
export function createProjectFileSystem(files: readonly TextFile[]): ProjectFileSystem {
  const texts = new Map(files.map(({ path, text }) => [posix.join(projectFolder, path), text]));
  // Loose files without a package.json of their own are ES modules.
  texts.set(posix.join(posix.dirname(projectFolder), 'package.json'), '{"type":"module"}');
  const folders = foldersOf([...texts.keys()]);
  const entriesOf = (path: string) => folders.get(withoutSlash(path)) ?? { files: [], directories: [] };
  return {
    useCaseSensitiveFileNames: true,
    getCurrentDirectory: () => projectFolder,
    fileExists: (path) => texts.has(path) || (isToolchain(path) && ts.sys.fileExists(path)),
    readFile: (path) => texts.get(path) ?? (isToolchain(path) ? ts.sys.readFile(path) : undefined),
    directoryExists: (path) => folders.has(withoutSlash(path)) || (isToolchain(path) && ts.sys.directoryExists(path)),
    getDirectories: (path) => (isToolchain(path) ? ts.sys.getDirectories(path) : entriesOf(path).directories),
    realpath: (path) => (isToolchain(path) ? (ts.sys.realpath?.(path) ?? path) : path),
    readDirectory: (root, extensions, excludes, includes, depth) =>
      matchFiles(root, extensions, excludes, includes, true, projectFolder, depth, entriesOf, (path) => path),
  };
}

/** The path within the project for a file name of TypeScript's; `undefined` for a file outside. */
export function projectPathOf(fileName: string): string | undefined {
  return fileName.startsWith(`${projectFolder}/`) ? fileName.slice(projectFolder.length + 1) : undefined;
}

function isToolchain(path: string): boolean {
  return path === toolchainFolder || path.startsWith(`${toolchainFolder}/`);
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

interface Entries {
  readonly files: string[];
  readonly directories: string[];
}

/** The folders of the paths, with the names of the files and folders in each. */
function foldersOf(paths: readonly string[]): ReadonlyMap<string, Entries> {
  const folders = new Map<string, Entries>();
  const enter = (folder: string): Entries => {
    const known = folders.get(folder);
    if (known) return known;
    const entries: Entries = { files: [], directories: [] };
    folders.set(folder, entries);
    if (folder !== '/') enter(posix.dirname(folder)).directories.push(posix.basename(folder));
    return entries;
  };
  for (const path of paths) enter(posix.dirname(path)).files.push(posix.basename(path));
  return folders;
}

/** TypeScript's own matching of `include` and `exclude`, over any file system; its types leave it out. */
const { matchFiles } = ts as unknown as {
  matchFiles(
    path: string,
    extensions: readonly string[],
    excludes: readonly string[] | undefined,
    includes: readonly string[],
    useCaseSensitiveFileNames: boolean,
    currentDirectory: string,
    depth: number | undefined,
    getEntries: (path: string) => Entries,
    realpath: (path: string) => string,
  ): string[];
};
