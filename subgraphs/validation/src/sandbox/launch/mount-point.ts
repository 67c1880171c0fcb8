import { existsSync } from 'node:fs';

const candidates = ['/mnt', '/media', '/srv', '/run', '/tmp', '/opt'];

/** A folder of the host to mount over, in a mount namespace of our own, without hiding any of `needed`. Throws if none is left. */
export function findMountPoint(needed: readonly string[], exists: (path: string) => boolean = existsSync): string {
  const free = candidates.find(
    (folder) => exists(folder) && !needed.some((path) => path === folder || path.startsWith(`${folder}/`)),
  );
  if (free === undefined) throw new Error(`There is no free folder to mount on among ${candidates.join(', ')}.`);
  return free;
}
