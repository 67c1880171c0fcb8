import { skillOperations } from '@skillwright/contracts/skill';
import { createRestClient, type RestClient } from '@skillwright/rest';
import { ServiceError, createNeighbour, runAs, type Caller } from '@skillwright/service';
import { ConfigError, parseConfig } from '@skillwright/service/start-up';
import { adminToken } from './authorisation.js';
import { formatTokens, type ListedToken } from './format-tokens.js';
import { UsageError, parseArguments, usage, type TokenCommand } from './parse-arguments.js';
import { tokenSettings, type TokenSettings } from './token-settings.js';

/** Where the command writes: results, and notes for the person beside them. */
export interface Output {
  result(text: string): void;
  note(text: string): void;
}

interface Calls {
  readonly client: RestClient<typeof skillOperations>;
  readonly caller: Caller;
}

const timeoutMs = 30_000;
const pageSize = 100;

/**
 * Issues, lists or revokes tokens of a running installation, by its REST calls. Returns the exit code: 0, 1 if the
 * platform refuses or cannot be reached, 2 for wrong arguments.
 */
export async function runTokenCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  output: Output,
): Promise<number> {
  try {
    const command = parseArguments(args);
    if (command.name === 'help') output.result(usage);
    else await call(command, parseConfig(tokenSettings, env), output);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      output.note(error.message);
      return 2;
    }
    if (!(error instanceof ServiceError || error instanceof ConfigError)) throw error;
    output.note(explain(error, env));
    return 1;
  }
}

async function call(
  command: Exclude<TokenCommand, { name: 'help' }>,
  set: TokenSettings,
  output: Output,
): Promise<void> {
  const authorization = `Bearer ${await adminToken(set)}`;
  const gateway = createNeighbour({
    ...{ name: 'gateway', baseUrl: set.SKILLWRIGHT_URL, timeoutMs },
    prove: async () => ({ authorization }),
  });
  try {
    const client = createRestClient(gateway, skillOperations);
    await runAs({ timeoutMs }, (caller) => carryOut(command, { client, caller }, output));
  } finally {
    await gateway.close();
  }
}

async function carryOut(
  command: Exclude<TokenCommand, { name: 'help' }>,
  { client, caller }: Calls,
  { result, note }: Output,
): Promise<void> {
  if (command.name === 'create') {
    const { token, text } = (await client.createToken(command.input, { caller })).body;
    note(`The token ${token.name} (${token.id}) is valid until ${token.expires_at}. It is shown only here:`);
    result(text);
  } else if (command.name === 'revoke') {
    const { body: token } = await client.revokeToken({ id: command.id }, { caller });
    note(`The token ${token.name} (${token.id}) is revoked since ${String(token.revoked_at)}.`);
  } else {
    const tokens = await listAll({ client, caller });
    if (tokens.length === 0) note('There are no tokens.');
    else result(formatTokens(tokens, new Date()));
  }
}

async function listAll({ client, caller }: Calls): Promise<ListedToken[]> {
  const tokens: ListedToken[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await client.listTokens({ limit: pageSize, ...(cursor !== undefined && { cursor }) }, { caller });
    tokens.push(...body.tokens);
    cursor = body.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return tokens;
}

/** Says what went wrong, and what to do about it. */
function explain(error: ServiceError | ConfigError, env: Readonly<Record<string, string | undefined>>): string {
  if (error instanceof ConfigError) return error.message;
  const { SKILLWRIGHT_URL: url, SKILLWRIGHT_TOKEN: given } = parseConfig(tokenSettings, env);
  if (error.code === 'NEIGHBOUR_UNAVAILABLE') {
    return `Nothing answers at ${url}. Start the platform, or set SKILLWRIGHT_URL to its address.`;
  }
  if (error.code === 'UNAUTHENTICATED' && given === undefined) {
    return (
      `${error.message} The command used the platform's key on this machine, and ${url} has another one. ` +
      'Set DATA_DIR or PLATFORM_KEY to those of the installation, or SKILLWRIGHT_TOKEN to a token with the scope admin.'
    );
  }
  return [error.message, ...(error.errors ?? []).map(({ path, message }) => `  ${path}: ${message}`)].join('\n');
}
