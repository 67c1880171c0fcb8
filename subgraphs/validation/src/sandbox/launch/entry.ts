import { randomInt } from 'node:crypto';

/** Above every real user, and new for each run: a limit by user then counts this run alone. */
const firstFreshUser = 0x2000_0000;
const lastFreshUser = 0x6000_0000;

export interface Entry {
  readonly isRoot: boolean;
  /** The control groups to join, as their `cgroup.procs` files. */
  readonly groups: readonly string[];
  /** The command by which root stages folders before it gives up its rights; see `stage`. */
  readonly prefix: readonly string[];
}

/** The whole command: joins the groups, stages, gives up every right, and then isolates. */
export function enterSandbox(command: readonly string[], { isRoot, groups, prefix }: Entry): string[] {
  const user = isRoot ? randomInt(firstFreshUser, lastFreshUser) : 0;
  return [
    ...(groups.length > 0 ? ['/bin/sh', '-c', joinScript, 'join', ...groups, '--'] : []),
    ...prefix,
    ...['/usr/bin/setpriv', '--pdeathsig', 'KILL', '--no-new-privs', '--inh-caps=-all'],
    ...(isRoot ? [`--reuid=${user}`, `--regid=${user}`, '--clear-groups'] : []),
    '--',
    ...command,
  ];
}

const joinScript = 'while [ "$1" != -- ]; do echo $$ > "$1"; shift; done; shift; exec "$@"';
