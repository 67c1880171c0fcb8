import type { Layout } from './layout.js';
import { findMountPoint } from './mount-point.js';
import { isReadableByAll } from './readable.js';

/** A layout whose sources can be reached by a user without rights, and the command that makes them so. */
export interface ReachableLayout {
  readonly layout: Layout;
  /** Put before the command to run; needs root. */
  readonly prefix: readonly string[];
}

/**
 * Root's service gives its rights up before it isolates, and may then not even reach its own packages (say, beneath
 * /root). Such sources are bound into a private mount namespace first.
 */
export function makeReachable(
  layout: Layout,
  isReadable: (path: string) => boolean = isReadableByAll,
): ReachableLayout {
  const hidden = layout.mounts.filter(({ source }) => !isReadable(source));
  if (hidden.length === 0) return { layout, prefix: [] };

  const folder = findMountPoint(layout.mounts.map(({ source }) => source));
  const sources = [...new Set(hidden.map(({ source }) => source))];
  const placed = new Map(sources.map((source, index) => [source, `${folder}/${index}`]));
  return {
    layout: {
      ...layout,
      mounts: layout.mounts.map((mount) => ({ ...mount, source: placed.get(mount.source) ?? mount.source })),
    },
    prefix: ['/usr/bin/unshare', '--mount', '/bin/sh', '-c', script, 'reachable', folder, ...sources, '--'],
  };
}

const script = `set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
folder=$1; shift
mount -t tmpfs -o size=64k,mode=755,nosuid,nodev reachable "$folder"
index=0
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then mkdir "$folder/$index"; else : > "$folder/$index"; fi
  mount --bind "$1" "$folder/$index"
  index=$((index + 1)); shift
done
shift
exec "$@"`;
