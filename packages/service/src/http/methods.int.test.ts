import { createHttpServer, createLogger, createMetrics, Health } from '../index.js';

function createServer() {
  const http = createHttpServer({
    logger: createLogger({ service: 'test', level: 'silent' }),
    health: new Health(),
    metrics: createMetrics({ service: 'test' }),
  });
  http.get('/things', async () => ({ things: [] }));
  http.post('/things', async () => ({}));
  http.get('/things/:id', async () => ({}));
  http.put('/things/:name', async () => ({}));
  http.get('/things/special', async () => ({}));
  http.register(async (scope) => scope.delete('/inner', async () => ({})));
  return http;
}

const http = createServer();
afterAll(() => http.close());

describe('a method', () => {
  it.each([
    ['DELETE', '/things', 'GET, HEAD, OPTIONS, POST'],
    ['PATCH', '/things/x?y=1', 'GET, HEAD, OPTIONS, PUT'],
    ['DELETE', '/things/special', 'GET, HEAD, OPTIONS, PUT'],
    ['TRACE', '/things', 'GET, HEAD, OPTIONS, POST'],
    ['PROPFIND', '/things', 'GET, HEAD, OPTIONS, POST'],
    ['POST', '/healthz', 'GET, HEAD, OPTIONS'],
    ['PUT', '/metrics', 'GET, HEAD, OPTIONS'],
    ['GET', '/inner', 'DELETE, OPTIONS'],
    ['HEAD', '/inner', 'DELETE, OPTIONS'],
  ])('%s is refused at %s, with the methods that are allowed', async (method, url, allow) => {
    const response = await http.inject({ method: method as 'GET', url, ...(method !== 'HEAD' && { payload: 'x' }) });
    expect([response.statusCode, response.headers.allow]).toEqual([405, allow]);
    if (method !== 'HEAD') expect(response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED', status: 405 });
  });

  it.each([
    ['/things', 'GET, HEAD, OPTIONS, POST'],
    ['/readyz', 'GET, HEAD, OPTIONS'],
    ['/things/x', 'GET, HEAD, OPTIONS, PUT'],
  ])('OPTIONS answers with the methods of %s', async (url, allow) => {
    const response = await http.inject({ method: 'OPTIONS', url });
    expect([response.statusCode, response.headers.allow, response.payload]).toEqual([204, allow, '']);
  });

  it('is not refused at a path that does not exist', async () => {
    for (const method of ['GET', 'DELETE', 'OPTIONS', 'TRACE'] as const) {
      const response = await http.inject({ method: method as 'GET', url: '/nowhere' });
      expect([response.statusCode, response.headers.allow]).toEqual([404, undefined]);
    }
  });

  it('HEAD answers as GET does, without a body', async () => {
    const [got, headed] = [await http.inject('/things'), await http.inject({ method: 'HEAD', url: '/things' })];
    expect([headed.statusCode, headed.payload]).toEqual([200, '']);
    expect(headed.headers['content-type']).toBe(got.headers['content-type']);
    expect(headed.headers['content-length']).toBe(got.headers['content-length']);
  });
});
