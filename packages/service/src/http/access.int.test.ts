import { once } from 'node:events';
import { createConnection } from 'node:net';
import { createHttpServer, createLogger, createMetrics, Health, listen, type AccessOptions } from '../index.js';

function createServer(access?: AccessOptions) {
  const writes: unknown[] = [];
  const http = createHttpServer({
    logger: createLogger({ service: 'test', level: 'silent' }),
    health: new Health(),
    metrics: createMetrics({ service: 'test' }),
    access,
  });
  http.get('/things', async () => ({ things: [] }));
  http.post('/things', async (request) => writes.push(request.body));
  return { http, writes };
}

/** Sends the lines of a request as they are. Resolves with the whole answer. */
async function sendRaw(access: AccessOptions | undefined, lines: readonly string[]): Promise<string> {
  const { http } = createServer(access);
  const { url } = await listen({ name: 'test', http }, { host: '127.0.0.1', port: 0 });
  const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(url).port) });
  socket.end([...lines, 'connection: close', '', ''].join('\r\n'));
  let answer = '';
  socket.on('data', (data) => (answer += String(data)));
  await once(socket, 'close');
  await http.close();
  return answer;
}

const paths = ['/things', '/nowhere', '/healthz', '/readyz', '/metrics', '/%zz'];

describe('the host of a request', () => {
  it.each(paths)('that is not allowed is refused at %s', async (url) => {
    const { http } = createServer();
    const response = await http.inject({ url, headers: { host: 'evil.example' } });
    expect([response.statusCode, response.json().code]).toEqual([421, 'HOST_NOT_ALLOWED']);
    expect(response.headers['content-type']).toMatch('application/problem+json');
  });

  const options = {
    host: 'skills.internal',
    allowedHosts: ['Skills.Example', 'api.example:8443', '[fd00::1]', '10.0.0.5'],
  };
  it.each([
    ...['localhost', 'LOCALHOST:4000', '127.0.0.1', '127.8.9.1:1', '[::1]', '[::1]:4000'],
    ...[
      'skills.internal',
      'skills.internal:80',
      'skills.example',
      'skills.example:9',
      'SKILLS.example',
      'api.example:8443',
    ],
    ...['[fd00::1]:4000', '10.0.0.5:4000'],
  ])('may be %s', async (host) => {
    expect((await createServer(options).http.inject({ url: '/things', headers: { host } })).statusCode).toBe(200);
  });

  it.each([
    ...[
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      'localhost.',
      '128.0.0.1',
      '[::2]',
      '0.0.0.0',
    ],
    ...['api.example', 'api.example:8444', 'x.skills.example', 'skills.example.', '10.0.0.50', '127.1'],
  ])('may not be %s', async (host) => {
    expect((await createServer(options).http.inject({ url: '/things', headers: { host } })).statusCode).toBe(421);
  });

  it.each(['a@localhost', 'localhost/x', 'http://localhost', 'localhost:x', '[::1', '::1'])(
    'is malformed if it is %j',
    async (host) => {
      expect((await createServer().http.inject({ url: '/things', headers: { host } })).statusCode).toBe(400);
    },
  );

  it('is not allowed by listening on every address', async () => {
    const { http } = createServer({ host: '0.0.0.0' });
    expect((await http.inject({ url: '/things', headers: { host: '0.0.0.0' } })).statusCode).toBe(421);
    expect((await http.inject({ url: '/things', headers: { host: '192.0.2.7' } })).statusCode).toBe(421);
  });

  it.each<[string, string[], number]>([
    ['missing', ['GET /things HTTP/1.1'], 400],
    ['missing in HTTP/1.0', ['GET /things HTTP/1.0'], 400],
    ['empty', ['GET /things HTTP/1.1', 'host:'], 400],
    ['given twice', ['GET /things HTTP/1.1', 'host: localhost', 'host: localhost'], 400],
    ['another one in the target', ['GET http://evil.example/things HTTP/1.1', 'host: localhost'], 421],
    ['allowed in the target', ['GET http://localhost/things HTTP/1.1', 'host: evil.example'], 200],
  ])('is answered if it is %s', async (_, lines, status) => {
    const answer = await sendRaw(undefined, lines);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    if (status !== 200) expect(answer).toContain('application/problem+json');
  });
});

describe('the origin of a request', () => {
  const app = 'https://app.example';
  const foreign = [
    'http://evil.example',
    'null',
    `${app}.evil`,
    `${app}:8443`,
    'http://app.example',
    'http://localhost:81',
  ];
  const access = { corsOrigins: [app] };
  const from = (origin: string, headers = {}) => ({ host: 'localhost:80', origin, ...headers });

  it.each(foreign)('%s may not read, write or ask first', async (origin) => {
    const { http, writes } = createServer(access);
    const announced = { 'access-control-request-method': 'POST' };
    for (const request of [
      { method: 'GET', headers: from(origin) },
      { method: 'POST', headers: from(origin), payload: { a: 1 } },
      { method: 'OPTIONS', headers: from(origin, announced) },
    ] as const) {
      const response = await http.inject({ ...request, url: '/things' });
      expect([response.statusCode, response.json().code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
      expect(Object.keys(response.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(response.headers.vary).toMatch('Origin');
    }
    expect(writes).toEqual([]);
  });

  it('may be its own', async () => {
    const { http } = createServer();
    const response = await http.inject({
      url: '/things',
      headers: { host: '127.0.0.1:80', origin: 'http://127.0.0.1:80' },
    });
    expect(response.statusCode).toBe(403);
    const own = await http.inject({ url: '/things', headers: { host: 'localhost:81', origin: 'http://localhost:81' } });
    expect([own.statusCode, own.headers['access-control-allow-origin']]).toEqual([200, undefined]);
  });

  it('is granted the use of the server if it is allowed, errors included', async () => {
    const { http } = createServer(access);
    for (const url of ['/things', '/nowhere']) {
      const { headers } = await http.inject({ url, headers: from(app) });
      expect(headers).toMatchObject({ 'access-control-allow-origin': app, vary: expect.stringContaining('Origin') });
      for (const name of ['ETag', 'Location', 'Retry-After', 'X-Request-Id']) {
        expect(headers['access-control-expose-headers']).toContain(name);
      }
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it('is told the methods of the path when it asks first', async () => {
    const { http } = createServer(access);
    const announced = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,if-match',
    };
    const response = await http.inject({ method: 'OPTIONS', url: '/things', headers: from(app, announced) });
    expect(response.statusCode).toBe(204);
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': app,
      'access-control-allow-methods': 'GET, HEAD, OPTIONS, POST',
      'access-control-allow-headers': 'content-type,if-match',
      'access-control-max-age': '600',
    });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'text/plain;application/json',
    'application/json, text/plain',
  ])('cannot avoid asking first by the content type %s', async (type) => {
    const { http, writes } = createServer();
    const headers = { 'content-type': type };
    const response = await http.inject({ method: 'POST', url: '/things', headers, payload: '{"a":1}' });
    expect([response.statusCode, writes]).toEqual([415, []]);
  });
});
