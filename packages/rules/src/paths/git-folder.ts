import { dropIgnorable } from './ignorable-code-points.js';

/** Git's folder, or its short name on Windows; a trailing dot, space or stream (`.git::$x`) names the same there. */
const gitFolder = /^(\.git|git~\d+)[. ]*(:|$)/i;

/** Whether some file system takes a name for the folder whose hooks and settings Git obeys. */
export function isGitFolder(name: string): boolean {
  return gitFolder.test(dropIgnorable(name));
}
