import { dropIgnorable } from './ignorable-code-points.js';

/** Git's folder, or its short name on Windows; a trailing dot, space or stream (`.git::$x`) names the same there. */
const gitFolder = /^(\.git|git~\d+)[. ]*(:|$)/i;

/** Returns whether a file system takes the name for `.git`, the folder of the hooks and settings that Git obeys. */
export function isGitFolder(name: string): boolean {
  return gitFolder.test(dropIgnorable(name));
}
