import { createHash } from 'node:crypto';
import { ids, startPlatform, type Platform } from '../../test/platform.js';

let platform: Platform;
beforeAll(async () => void (platform = await startPlatform()));
afterAll(() => platform.stop());

const urql =
  'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed';
const query = `{ skill(id: "${ids.s1}") { name } }`;
const subscription = 'subscription { events { topic } }';

async function post(accept: string | undefined, body: object): Promise<Response> {
  return fetch(`${platform.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(accept !== undefined && { accept }) },
    body: JSON.stringify(body),
  });
}

const typeOf = (response: Response) => response.headers.get('content-type');
const json = 'application/json; charset=utf-8';
const newer = 'application/graphql-response+json; charset=utf-8';
const stream = 'text/event-stream; charset=utf-8';

describe('a query', () => {
  it.each([
    [undefined, json],
    ['*/*', json],
    ['application/json', json],
    ['application/json, text/event-stream;q=0', json],
    ['application/json;q=0.1, text/event-stream', json],
    ['application/json, application/graphql-response+json;q=0.9', json],
    ['application/graphql-response+json, application/json;q=0.9', newer],
    ['application/graphql-response+json', newer],
    [urql, newer],
    ['text/event-stream', stream],
    ['text/event-stream, application/json;q=0', stream],
  ])('with accept: %s is answered in %s, on a connection that stays open', async (accept, expected) => {
    const response = await post(accept, { query });
    expect(typeOf(response)).toBe(expected);
    expect(await response.text()).toContain('"skill 1"');
    expect(response.headers.get('connection')).not.toBe('close');
    expect(response.headers.get('vary')).toMatch(/\bAccept\b/);
  });

  it.each(['application/pdf', 'application/json;q=0', 'text/html', 'multipart/mixed'])(
    'with accept: %s is refused before it is executed',
    async (accept) => {
      const before = platform.requests.skill.length;
      const response = await post(accept, { query });
      expect([response.status, typeOf(response)]).toEqual([406, 'application/problem+json; charset=utf-8']);
      expect(platform.requests.skill).toHaveLength(before);
    },
  );

  it('can be a persisted one with the Accept of urql', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
    const unknown = await post(urql, { extensions });
    expect(await unknown.json()).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
    await post(urql, { query, extensions });
    const known = await post(urql, { extensions });
    expect([typeOf(known), await known.json()]).toEqual([newer, { data: { skill: { name: 'skill 1' } } }]);
  });

  it('is answered to HEAD as to GET, without a body', async () => {
    const url = `${platform.gateway.url}/graphql?query=${encodeURIComponent(query)}`;
    for (const accept of ['application/json', 'text/event-stream']) {
      const response = await fetch(url, { method: 'HEAD', headers: { accept, 'apollo-require-preflight': '1' } });
      expect([response.status, await response.text()]).toEqual([200, '']);
      expect(typeOf(response)).toContain(accept);
    }
  });
});

describe('a subscription', () => {
  const start = async (accept: string, init: RequestInit = {}, path = '/graphql') => {
    const leaving = new AbortController();
    const headers = { accept, 'content-type': 'application/json', 'apollo-require-preflight': '1' };
    const response = await fetch(platform.gateway.url + path, { headers, signal: leaving.signal, ...init });
    const type = typeOf(response);
    if (type !== stream) return { status: response.status, type, text: await response.text() };
    leaving.abort();
    return { status: response.status, type };
  };
  const byPost = { method: 'POST', body: JSON.stringify({ query: subscription }) };
  const address = `/graphql?query=${encodeURIComponent(subscription)}`;

  it.each(['text/event-stream', 'application/json, text/event-stream', urql, 'text/event-stream;q=0.2, */*;q=0.1'])(
    'is a stream if %s accepts one by name',
    async (accept) => {
      expect(await start(accept, byPost)).toEqual({ status: 200, type: stream });
      expect(await start(accept, {}, address)).toEqual({ status: 200, type: stream });
    },
  );

  it('can be a persisted one with the Accept of urql', async () => {
    const sha256Hash = createHash('sha256').update(subscription).digest('hex');
    const body = { extensions: { persistedQuery: { version: 1, sha256Hash } } };
    await start(urql, { method: 'POST', body: JSON.stringify({ query: subscription, ...body }) });
    expect(await start(urql, { method: 'POST', body: JSON.stringify(body) })).toEqual({ status: 200, type: stream });
  });

  it.each(['application/graphql-response+json', '*/*', 'application/graphql-response+json, text/event-stream;q=0'])(
    'is refused if %s names no stream',
    async (accept) => {
      const refused = await start(accept, byPost);
      expect(refused).toMatchObject({ status: 400, text: expect.stringContaining('SUBSCRIPTION_NEEDS_STREAM') });
    },
  );
});

describe('a browser', () => {
  const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8';
  it.each(['/', '/graphql', '/graphql?query={__typename}'])('is led from %s to the page', async (path) => {
    const response = await fetch(platform.gateway.url + path, { headers: { accept }, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphiql']);
  });

  it('is not seen in a program that prefers JSON', async () => {
    for (const preferring of [
      'application/json, text/html',
      'text/html;q=0, */*',
      'text/html;q=0.5, application/json',
    ]) {
      const response = await fetch(platform.gateway.url, { headers: { accept: preferring }, redirect: 'manual' });
      expect(response.status).toBe(200);
    }
  });
});
