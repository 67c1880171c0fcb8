import { statSync } from 'node:fs';
import { dirname } from 'node:path';

const OTHERS_READ = 0o004;
const OTHERS_ENTER = 0o001;

/** Whether a user without any rights of its own can reach and read `path`: a folder of root's home, for one, cannot be. */
export function isReadableByAll(path: string): boolean {
  const stat = statSync(path);
  const needed = stat.isDirectory() ? OTHERS_READ | OTHERS_ENTER : OTHERS_READ;
  return (stat.mode & needed) === needed && isEnterableByAll(dirname(path));
}

function isEnterableByAll(folder: string): boolean {
  if ((statSync(folder).mode & OTHERS_ENTER) === 0) return false;
  return folder === '/' || isEnterableByAll(dirname(folder));
}
