import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { StartError } from '@skillwright/service/start-up';

/** Runs a program as a user that PostgreSQL accepts: it refuses root. */
export interface OrdinaryUser {
  /** The command that comes before the program and its arguments. */
  readonly prefix: readonly string[];
  /** The user and group of the server process, which own the data folder. */
  readonly ids?: { readonly uid: number; readonly gid: number };
}

interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Finds an ordinary user for the server. An ordinary user runs it itself. Root runs it in a user namespace in which
 * root appears as another user: that needs no system account and works below folders that only root can enter. Where
 * the kernel refuses that (most containers), root uses the account `postgres` or `nobody`. Throws a StartError when
 * there is none.
 */
export async function findOrdinaryUser(namespaces: () => Promise<boolean> = namespacesWork): Promise<OrdinaryUser> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const accounts = await readAccounts();
  // initdb requires a user with a name, so the namespace shows one of /etc/passwd.
  const shown = accounts[0] ?? { uid: 1000, gid: 1000 };
  if (await namespaces()) {
    return { prefix: ['unshare', '--user', `--map-user=${shown.uid}`, `--map-group=${shown.gid}`, '--'] };
  }
  const account = accounts.find(({ name }) => name === 'postgres') ?? accounts.find(({ name }) => name === 'nobody');
  if (!account) {
    throw new StartError(
      'PostgreSQL refuses to run as root, and there is neither a user namespace nor an account `postgres` or `nobody` to run it with; start as an ordinary user.',
    );
  }
  return { prefix: [], ids: { uid: account.uid, gid: account.gid } };
}

async function namespacesWork(): Promise<boolean> {
  try {
    await promisify(execFile)('unshare', ['--user', '--map-user=1', '--map-group=1', '--', 'true']);
    return true;
  } catch {
    return false;
  }
}

async function readAccounts(): Promise<Account[]> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  return lines
    .map((line) => line.split(':'))
    .map(([name = '', , uid = '0', gid = '0']) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid }) => uid > 0);
}
