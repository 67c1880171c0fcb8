import { operations, scopes } from '@skillwright/contracts/operations';
import { subscriptionTypeDefs } from '@skillwright/contracts/gateway';
import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  extendSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  parse,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { withoutScopeDirectives } from '@skillwright/pipeline';
import { byWebSocket } from '../../test/doors.js';
import { ids, startPlatform, type Platform } from '../../test/platform.js';
import { createTestTokens, type TestTokens } from '../../test/tokens.js';

let mine: TestTokens;
let others: TestTokens;
let platform: Platform;

beforeAll(async () => {
  [mine, others] = await Promise.all([createTestTokens(), createTestTokens()]);
  platform = await startPlatform({}, undefined, mine.auth);
  mine.revoke('revoked');
});
afterAll(async () => {
  await platform.stop();
  await Promise.all([mine.dispose(), others.dispose()]);
});

type Need = (scope: (typeof scopes)[number]) => Promise<Record<string, string>>;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Headers that are no right token, with the code of their refusal. */
const wrong: readonly (readonly [string, Need, string])[] = [
  ['no token', async () => ({}), 'UNAUTHENTICATED'],
  ['a token of another platform', async (scope) => bearer(await others.issue([scope])), 'UNAUTHENTICATED'],
  ['an identity token', async (scope) => identityFor(scope), 'UNAUTHENTICATED'],
  ['an expired token', async (scope) => bearer(await mine.issue([scope], { lifeMs: -61_000 })), 'UNAUTHENTICATED'],
  ['a revoked token', async (scope) => bearer(await mine.issue([scope], { id: 'revoked' })), 'UNAUTHENTICATED'],
  ['all other scopes', async (scope) => bearer(await mine.issue(scopes.filter((each) => each !== scope))), 'FORBIDDEN'],
];
const right: Need = async (scope) => bearer(await mine.issue([scope]));
const identityFor: Need = async (scope) => ({
  ...(await mine.auth.prove({ subject: 'ada', scopes: [scope] }, 'skill')),
});

const statusOf = (code: string) => (code === 'FORBIDDEN' ? 403 : 401);
const received = () => Object.values(platform.requests).flatMap((requests) => requests.splice(0));

const lines = operations.flatMap(({ name, scope, rest }) => (rest ? [[name, scope, rest] as const] : []));

describe.each(lines)('the REST call %s', (_name, scope, { method, path }) => {
  const call = async (headers: Record<string, string>) => {
    const body = method === 'GET' ? {} : { body: '{}', headers: { ...headers, 'content-type': 'application/json' } };
    return fetch(platform.gateway.url + path.replace(/:\w+/g, ids.s1), { method, headers, ...body });
  };

  it.each(wrong)('is refused with %s', async (_, headers, code) => {
    const response = await call(await headers(scope));
    expect([response.status, await response.json()]).toMatchObject([statusOf(code), { code }]);
    expect(response.headers.has('www-authenticate')).toBe(code === 'UNAUTHENTICATED');
    expect(received()).toEqual([]);
  });

  it('passes with its scope alone', async () => {
    expect([401, 403]).not.toContain((await call(await right(scope))).status);
    received();
  });
});

const supergraph = parse(readFileSync(new URL('../../supergraph.graphql', import.meta.url), 'utf8'));
const schema = extendSchema(
  buildASTSchema(withoutScopeDirectives(supergraph), { assumeValidSDL: true }),
  withoutScopeDirectives(parse(subscriptionTypeDefs)),
);

/** Returns a document that selects one root field, with sample values for its required arguments. */
function documentOf(kind: string, field: GraphQLField<unknown, unknown>): string {
  const given = field.args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${sampleOf(type)}`);
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  return `${kind} { ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection} }`;
}

function sampleOf(type: GraphQLInputType): string {
  const inner = getNullableType(type);
  if (isListType(inner)) return `[${sampleOf(inner.ofType)}]`;
  if (isEnumType(inner)) return inner.getValues()[0]?.name ?? '';
  if (isInputObjectType(inner)) {
    const required = Object.values(inner.getFields()).filter(isRequiredInputField);
    return `{ ${required.map((field) => `${field.name}: ${sampleOf(field.type)}`).join(', ')} }`;
  }
  return { Int: '1', Boolean: 'true' }[inner.name] ?? `"${ids.s1}"`;
}

const fields = operations.flatMap(({ document, scope }) => {
  const operation = getOperationAST(document);
  const root = operation && schema.getRootType(operation.operation);
  return (operation?.selectionSet.selections ?? []).flatMap((node) => {
    const field = node.kind === 'Field' ? root?.getFields()[node.name.value] : undefined;
    return operation && field
      ? [[`${operation.operation} ${field.name}`, scope, documentOf(operation.operation, field)] as const]
      : [];
  });
});
const unique = [...new Map(fields.map((field) => [field[0], field])).values()];

describe.each(unique)('the root field of %s', (name, scope, query) => {
  const subscription = name.startsWith('subscription');
  const accept = subscription ? { accept: 'text/event-stream' } : {};
  const ask = async (headers: Record<string, string>) => {
    const leaving = new AbortController();
    const response = await fetch(`${platform.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...accept, ...headers },
      body: JSON.stringify({ query }),
      signal: leaving.signal,
    });
    if (response.status === 200 && subscription) leaving.abort();
    return { status: response.status, text: leaving.signal.aborted ? '' : await response.text() };
  };

  it.each(wrong)('is refused with %s', async (_, headers, code) => {
    const sent = await headers(scope);
    const { status, text } = await ask(sent);
    expect([status, JSON.parse(text)]).toMatchObject([statusOf(code), { errors: [{ extensions: { code } }] }]);
    const bySocket = await byWebSocket(platform.gateway, { query }, sent);
    // A token that is refused closes the socket, and so nothing is answered on it.
    expect(bySocket).toMatch(sent['authorization'] && code === 'UNAUTHENTICATED' ? /^4403 FORBIDDEN$/ : `"${code}"`);
    expect(received()).toEqual([]);
  });

  it('passes with its scope alone', async () => {
    const { status, text } = await ask(await right(scope));
    expect([401, 403]).not.toContain(status);
    expect(text).not.toMatch(/UNAUTHENTICATED|FORBIDDEN/);
    received();
  });
});
