import { parseArgs } from 'node:util';
import { messageOf } from '@skillwright/service/start-up';

export const usage = `Usage: npm run -s token -- <command>

  create --name <name> --scopes <scope,...> [--days <days>]   issues a token and prints it; 90 days by default
  list                                                        lists the tokens, newest first
  revoke <id>                                                 revokes a token for good

Scopes: read:skills, write:skills, generate:projects, validate:code, admin.
SKILLWRIGHT_URL is the gateway (http://127.0.0.1:4000 by default). SKILLWRIGHT_TOKEN is a token with the scope admin;
without one the command uses the platform's key on this machine (PLATFORM_KEY, else DATA_DIR/keys/platform.json).`;

/** The arguments are wrong. The message says how, and shows the usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(reason: string) {
    super(`${reason}\n\n${usage}`);
  }
}

export type TokenCommand =
  | { readonly name: 'help' }
  | {
      readonly name: 'create';
      readonly input: { readonly name: string; readonly scopes: readonly string[]; readonly expires_in_days: number };
    }
  | { readonly name: 'list' }
  | { readonly name: 'revoke'; readonly id: string };

const defaultDays = '90';

/** Reads the arguments of the command. Throws a {@link UsageError}. */
export function parseArguments(args: readonly string[]): TokenCommand {
  const { values, positionals } = parse(args);
  const [command, ...rest] = positionals;
  if (values.help) return { name: 'help' };
  const [extra] = command === 'revoke' ? rest.slice(1) : rest;
  if (extra !== undefined) throw new UsageError(`There is one argument too many: ${extra}`);
  if (command === 'list') return { name: 'list' };
  if (command === 'revoke') return { name: 'revoke', id: needed(rest[0], 'Give the id of the token to revoke.') };
  if (command !== 'create')
    throw new UsageError(command === undefined ? 'Give a command.' : `There is no command ${command}.`);
  return {
    name: 'create',
    input: {
      name: needed(values.name, 'Give the token a name by --name.'),
      scopes: needed(values.scopes, 'Give the token scopes by --scopes, with commas between them.')
        .split(',')
        .map((scope) => scope.trim())
        .filter((scope) => scope !== ''),
      expires_in_days: toDays(values.days ?? defaultDays),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        scopes: { type: 'string' },
        days: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function needed(value: string | undefined, otherwise: string): string {
  if (value === undefined || value.trim() === '') throw new UsageError(otherwise);
  return value;
}

function toDays(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new UsageError(`--days has to be a number of days, and is ${text}.`);
}
