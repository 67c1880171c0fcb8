/** Flags that a mount passes on, locked, to the namespaces made from it; a remount that leaves one out is refused. */
const locked = ['noexec', 'noatime', 'nodiratime', 'relatime'];

/**
 * The options that make a bind mount of `path` read-only without touching a locked flag.
 * `mountInfo` is the text of /proc/self/mountinfo (proc(5)).
 */
export function readOnlyFlags(path: string, mountInfo: string): string {
  const covering = mountInfo
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, , , , point = '', options = '']) => ({ point: unescape(point), options: options.split(',') }))
    .filter(({ point }) => point !== '' && (point === '/' || path === point || path.startsWith(`${point}/`)))
    .reduce((longest, mount) => (mount.point.length >= longest.point.length ? mount : longest), {
      point: '',
      options: [] as string[],
    });
  return ['ro', 'nosuid', 'nodev', ...locked.filter((flag) => covering.options.includes(flag))].join(',');
}

/** mountinfo writes blanks and backslashes in octal. */
function unescape(point: string): string {
  return point.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
