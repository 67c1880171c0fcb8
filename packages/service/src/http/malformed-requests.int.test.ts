import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { createHttpServer, createLogger, createMetrics, Health, listen } from '../index.js';

const received: unknown[] = [];
const http = createHttpServer({
  logger: createLogger({ service: 'test', level: 'silent' }),
  health: new Health(),
  metrics: createMetrics({ service: 'test' }),
  bodyLimitBytes: 4_000_000,
});
http.get('/things/:id', async ({ params }) => params);
http.post('/things', async (request) => {
  received.push(request.body);
  return {};
});
let port: number;

beforeAll(async () => {
  const { url } = await listen({ name: 'test', http }, { host: '127.0.0.1', port: 0 });
  port = Number(new URL(url).port);
});
afterAll(() => http.close());
beforeEach(() => void received.splice(0));

/** Sends text as it is. Resolves with the whole answer. */
async function sendRaw(text: string): Promise<string> {
  const socket = createConnection({ host: '127.0.0.1', port });
  socket.write(text);
  return readAll(socket);
}

async function readAll(socket: Socket | PassThrough): Promise<string> {
  let answer = '';
  socket.on('data', (data) => (answer += String(data)));
  socket.on('error', () => undefined);
  await once(socket, socket instanceof PassThrough ? 'end' : 'close');
  return answer;
}

function expectProblem(answer: string, status: number, code: string): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} [A-Z]`));
  expect(head).toMatch(/content-type: application\/problem\+json/i);
  const problem = JSON.parse(body) as object;
  expect(problem).toMatchObject({ status, code, title: expect.any(String), detail: expect.any(String) });
  expect(head).toContain(`x-request-id: ${(problem as { request_id: string }).request_id}`);
}

describe('a request that is not HTTP', () => {
  it.each([
    ['nonsense', 'nonsense\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['an unknown method', 'BREW /things HTTP/1.1\r\nhost: localhost\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['another version', 'GET / HTTP/9.9\r\nhost: localhost\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['a header without a name', 'GET /healthz HTTP/1.1\r\nhost: localhost\r\n: x\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['a bad length', 'POST /things HTTP/1.1\r\nhost: localhost\r\ncontent-length: x\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    [
      'large headers',
      `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['a long address', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
  ])('is answered by a problem document: %s', async (_, text, status, code) => {
    expectProblem(await sendRaw(text), status, code);
  });

  it('is answered by a problem document if it does not arrive in time', async () => {
    const socket = new PassThrough();
    const late = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    http.server.emit('clientError', late, socket as unknown as Socket);
    expectProblem(await readAll(socket), 408, 'RECEIVE_TIMEOUT');
  });
});

describe('an address', () => {
  it.each([
    ...['/things/%zz', '/things/%', '/things/%c0%80', '/things/%ff', '/%zz', '/things/%00', '/things/a%00b'],
    ...['/things/x?q=%00', '/things/x?q=%ff', '/things/x?q=%', `/things/${'x'.repeat(1_025)}`],
  ])('that cannot be read is malformed: %s', async (url) => {
    const response = await http.inject(url);
    expect([response.statusCode, response.json().code]).toEqual([400, 'MALFORMED_REQUEST']);
    expect(response.headers['content-type']).toMatch('application/problem+json');
    expect(response.headers['x-request-id']).toBe(response.json().request_id);
  });

  it.each([
    ['/things/%E2%82%AC', '€'],
    [`/things/${'x'.repeat(1_024)}`, 'x'.repeat(1_024)],
    ['/things/x?q=%E2%82%AC+%25', 'x'],
  ])('may be encoded and long: %s', async (url, id) => {
    expect((await http.inject(url)).json()).toEqual({ id });
  });
});

describe('a body', () => {
  const post = (payload: Buffer | string, headers: Record<string, string> = {}) =>
    http.inject({
      method: 'POST',
      url: '/things',
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    });

  it.each(['gzip', 'br', 'deflate', 'x-gzip', 'gzip, identity'])(
    'with the content encoding %s is refused',
    async (encoding) => {
      const response = await post(gzipSync('{}'), { 'content-encoding': encoding });
      expect([response.statusCode, response.json().code]).toEqual([415, 'UNSUPPORTED_ENCODING']);
      expect(response.headers['accept-encoding']).toBe('identity');
      expect(received).toEqual([]);
    },
  );

  it.each([
    ['a lone byte', Buffer.from([0x22, 0xff, 0x22])],
    ['an overlong form', Buffer.from([0x22, 0xc0, 0x80, 0x22])],
    ['half a character', Buffer.from([0x22, 0xe2, 0x82, 0x22])],
    ['a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['UTF-16', Buffer.from('{}', 'utf16le')],
  ])('that is not UTF-8 is refused: %s', async (_, payload) => {
    const response = await post(payload);
    expect([response.statusCode, response.json().code]).toEqual([400, 'MALFORMED_REQUEST']);
    expect(received).toEqual([]);
  });

  it.each([
    ['application/json; charset=utf-16', 415],
    ['application/json; charset=iso-8859-1', 415],
    ['application/json; charset="UTF-8"', 200],
    ['application/json;charset=utf8', 200],
    ['Application/JSON', 200],
  ])('of the type %s is answered with %i', async (type, status) => {
    expect((await post('"é"', { 'content-type': type })).statusCode).toBe(status);
  });

  it('may have any depth and repeated keys without harm', async () => {
    await post('['.repeat(1_000_000) + ']'.repeat(1_000_000));
    await post('{"a": 1, "a": 2}');
    expect(received).toEqual([expect.any(Array), { a: 2 }]);
    for (const key of ['__proto__', '\\u005f_proto__']) {
      expect((await post(`{"a": [{"${key}": {"admin": true}}]}`)).statusCode).toBe(400);
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('a server that stops', () => {
  it('refuses further requests by a problem document', async () => {
    const stopping = createHttpServer({
      logger: createLogger({ service: 'test', level: 'silent' }),
      health: new Health(),
      metrics: createMetrics({ service: 'test' }),
    });
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    let arrived = (): void => undefined;
    const inside = new Promise<void>((resolve) => (arrived = resolve));
    stopping.get('/slow', async () => {
      arrived();
      await finished;
      return {};
    });
    let refused: unknown;
    stopping.addHook('preClose', async () => {
      const response = await fetch(`${url}/healthz`);
      refused = [response.status, ((await response.json()) as { code: string }).code];
      finish();
    });
    const { url } = await listen({ name: 'test', http: stopping }, { host: '127.0.0.1', port: 0 });
    // Connections stay open as long as a request is in flight.
    const slow = fetch(`${url}/slow`);
    await inside;
    await stopping.close();
    expect([(await slow).status, refused]).toEqual([200, [503, 'SHUTTING_DOWN']]);
  });
});
