import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TextFile } from '../protocol.js';

/** Where the job's files lie while it runs. */
export const projectFolder = '/work/project';

const codeEnding = /\.[cm]?[jt]sx?$/;
const ignoredFolder = /(^|\/)(node_modules|dist|build|coverage|\.git)\//;

/** Whether the linter and the compiler read it. */
export function isCodeFile(path: string): boolean {
  return codeEnding.test(path);
}

/** Whether it is made by a tool or foreign, so that no check looks at it. */
export function isIgnored(path: string): boolean {
  return ignoredFolder.test(path);
}

/** Puts the files down for the tools that read folders themselves. */
export function writeProject(files: readonly TextFile[]): void {
  removeProject();
  mkdirSync(projectFolder, { recursive: true });
  // Loose files without a package.json of their own are ES modules.
  writeFileSync('/work/package.json', '{"type":"module"}');
  writeFiles(projectFolder, files);
}

/** Removes what `writeProject` wrote. */
export function removeProject(): void {
  rmSync(projectFolder, { recursive: true, force: true });
}

/** Takes one file away from the tools that read folders. */
export function removeFile(path: string): void {
  rmSync(join(projectFolder, path), { force: true });
}

/** Writes files beneath `folder`. Throws where two of them exclude each other. */
export function writeFiles(folder: string, files: readonly TextFile[]): void {
  for (const { path, text } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
