import { once } from 'node:events';
import {
  coreErrors,
  createHttpServer,
  createLogger,
  createMetrics,
  Health,
  isId,
  listen,
  ListenError,
} from '../index.js';

function createServer(lines: string[] = []) {
  const health = new Health();
  const http = createHttpServer({
    logger: createLogger({ service: 'test', level: 'info', destination: { write: (line) => lines.push(line) } }),
    health,
    metrics: createMetrics({ service: 'test' }),
    bodyLimitBytes: 100,
  });
  http.post('/things', async (request) => request.body);
  http.get('/secret', async () => {
    throw new Error('password=hunter2');
  });
  http.get('/expected', async () => {
    throw coreErrors.SHUTTING_DOWN();
  });
  http.get('/for-good', async () => {
    throw coreErrors.SHUTTING_DOWN({}, { retryable: false });
  });
  return { http, health };
}

const json = { 'content-type': 'application/json' };

describe('createHttpServer', () => {
  it('names the line at which a JSON body cannot be parsed', async () => {
    const { http } = createServer();
    const response = await http.inject({
      method: 'POST',
      url: '/things',
      headers: json,
      payload: '{\n  "a": 1,\n  oops\n}',
    });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toMatch('application/problem+json');
    expect(response.json()).toMatchObject({ code: 'MALFORMED_REQUEST', errors: [{ code: 'json', line: 3 }] });
  });

  it.each([
    ['an empty body', '', 400, 'MALFORMED_REQUEST'],
    ['a truncated body', '{"a": [1,', 400, 'MALFORMED_REQUEST'],
    ['a key that reaches for the prototype', '{"__proto__": {"admin": true}}', 400, 'MALFORMED_REQUEST'],
    ['a key that reaches for the constructor', '{"constructor": {"prototype": {}}}', 400, 'MALFORMED_REQUEST'],
    ['a body over the limit', `"${'x'.repeat(100)}"`, 413, 'BODY_TOO_LARGE'],
  ])('refuses %s', async (_case, payload, status, code) => {
    const { http } = createServer();
    const response = await http.inject({ method: 'POST', url: '/things', headers: json, payload });
    expect([response.statusCode, response.json().code]).toEqual([status, code]);
  });

  it.each([
    ['too large', json, 413],
    ['of an unsupported type', { 'content-type': 'text/csv' }, 415],
  ])('answers a client that is still sending a body that is %s', async (_case, headers, status) => {
    const { http } = createServer();
    const url = await http.listen({ port: 0, host: '127.0.0.1' });
    const body = 'x'.repeat(8 * 1024 * 1024);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const response = await fetch(`${url}/things`, { method: 'POST', headers, body });
      expect(response.status).toBe(status);
      await response.text();
    }
    await http.close();
  });

  it('says after how many seconds to try again, if the error is temporary', async () => {
    const { http } = createServer();
    const answers = await Promise.all(
      ['/expected', '/for-good', '/secret', '/nowhere'].map((url) => http.inject({ url })),
    );
    expect(answers.map(({ statusCode, headers }) => [statusCode, headers['retry-after']])).toEqual([
      [503, '5'],
      [503, undefined],
      [500, undefined],
      [404, undefined],
    ]);
  });

  it('names an unsupported media type', async () => {
    const { http } = createServer();
    const response = await http.inject({
      method: 'POST',
      url: '/things',
      headers: { 'content-type': 'text/csv' },
      payload: 'a',
    });
    expect(response.statusCode).toBe(415);
    expect(response.json().detail).toContain('text/csv');
  });

  it('answers an unknown address with a problem document', async () => {
    const response = await createServer().http.inject({ url: '/nowhere?token=1' });
    expect(response.json()).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      detail: 'There is nothing at GET /nowhere.',
    });
  });

  it('logs a defect under the request id that the client gets, and reveals nothing of it', async () => {
    const lines: string[] = [];
    const response = await createServer(lines).http.inject({ url: '/secret', headers: { 'x-request-id': 'r-42' } });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('hunter2');
    expect(response.headers['x-request-id']).toBe('r-42');
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ request_id: 'r-42', level: 'error' }),
    );
  });

  it('does not log an expected error', async () => {
    const lines: string[] = [];
    expect((await createServer(lines).http.inject({ url: '/expected' })).statusCode).toBe(503);
    expect(lines).toEqual([]);
  });

  it('creates a request id if there is none, or if it cannot be used', async () => {
    const { http } = createServer();
    const made = await http.inject({ url: '/healthz' });
    expect(isId(String(made.headers['x-request-id']))).toBe(true);
    const replaced = await http.inject({ url: '/healthz', headers: { 'x-request-id': 'two words' } });
    expect(isId(String(replaced.headers['x-request-id']))).toBe(true);
  });

  it('gives each request an anonymous caller, whatever its headers claim', async () => {
    const { http } = createServer();
    http.get('/caller', async ({ caller: { requestId, principal, traceparent } }) => ({
      requestId,
      principal,
      traceparent,
    }));
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const headers = { 'x-request-id': 'r-1', 'x-actor': 'ada', traceparent };
    expect((await http.inject({ url: '/caller', headers })).json()).toEqual({
      requestId: 'r-1',
      principal: { subject: 'anonymous', scopes: [] },
      traceparent,
    });
    const unusable = await http.inject({ url: '/caller', headers: { traceparent: '00-1-2-01' } });
    expect(unusable.json()).not.toHaveProperty('traceparent');
  });

  it('aborts the caller when the client disconnects before its answer', async () => {
    const { http } = createServer();
    const reason = new Promise<unknown>((resolve) => {
      http.get('/slow', async ({ caller: { signal } }) => {
        leaving.abort();
        await once(signal, 'abort');
        resolve(signal.reason);
        return {};
      });
    });
    const leaving = new AbortController();
    const { url } = await listen({ name: 'test', http }, { host: '127.0.0.1', port: 0 });
    await expect(fetch(`${url}/slow`, { signal: leaving.signal })).rejects.toThrow();
    expect(await reason).toMatchObject({ code: 'CLIENT_GONE' });
    await http.close();
  });

  it('is alive before it is ready', async () => {
    const { http, health } = createServer();
    expect((await http.inject('/healthz')).statusCode).toBe(200);
    expect((await http.inject('/readyz')).statusCode).toBe(503);
    health.markStarted();
    expect((await http.inject('/readyz')).json()).toEqual({ status: 'ready', parts: {} });
  });

  it('counts requests by route, not by address', async () => {
    const { http } = createServer();
    await http.inject('/nowhere/1');
    const { body } = await http.inject('/metrics');
    expect(body).toContain(
      'http_request_duration_seconds_count{service="test",method="GET",route="none",status="404"} 1',
    );
  });

  it('explains in one sentence that a port is in use', async () => {
    const first = createServer().http;
    const { url } = await listen({ name: 'first', http: first }, { host: '127.0.0.1', port: 0 });
    const port = Number(new URL(url).port);
    const second = listen({ name: 'second', http: createServer().http }, { host: '127.0.0.1', port });
    await expect(second).rejects.toThrow(ListenError);
    await expect(second).rejects.toThrow(`The second cannot listen on 127.0.0.1:${port}: the port is in use.`);
    await first.close();
  });
});
