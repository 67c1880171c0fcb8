import { createHttpServer, createLogger, createMetrics, Health } from '../index.js';

const http = createHttpServer({
  logger: createLogger({ service: 'test', level: 'silent' }),
  health: new Health(),
  metrics: createMetrics({ service: 'test' }),
});
let executed = 0;
http.post('/things', async () => ({ executed: (executed += 1) }));
http.get('/report', { config: { produces: ['application/json', 'text/html'] } }, async () => ({}));
afterAll(() => http.close());

describe('Accept', () => {
  it.each([
    ...[
      'application/pdf',
      'text/*',
      'application/json;q=0',
      '*/*, application/json;q=0',
      'application/json;q=0.0, text/plain',
    ],
    ...['application/problem+json', 'application/json;profile=x', 'nonsense'],
  ])('%s is refused before anything is executed', async (accept) => {
    const response = await http.inject({ method: 'POST', url: '/things', headers: { accept }, payload: {} });
    expect([response.statusCode, executed]).toEqual([406, 0]);
    expect(response.headers['content-type']).toMatch('application/problem+json');
    expect(response.json()).toMatchObject({
      code: 'NOT_ACCEPTABLE',
      detail: expect.stringContaining('application/json'),
    });
  });

  it.each([
    ...['*/*', '', 'application/*', 'APPLICATION/JSON', 'application/json; charset=utf-8', 'text/html, */*;q=0.1'],
    ...['application/pdf, application/json;q=0.001', 'text/html, image/gif, *; q=.2, */*; q=.2'],
  ])('%j gets JSON', async (accept) => {
    const response = await http.inject({ method: 'GET', url: '/healthz', headers: { accept } });
    expect(response.statusCode).toBe(200);
  });

  it.each([
    'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1',
    'text/plain;version=0.0.4',
    'text/plain',
  ])('%s gets the metrics', async (accept) => {
    expect((await http.inject({ url: '/metrics', headers: { accept } })).statusCode).toBe(200);
  });

  it('is named in Vary where an answer has several types, and does not matter to an unknown path', async () => {
    expect((await http.inject('/report')).headers.vary).toBe('Origin, Accept');
    expect((await http.inject('/healthz')).headers.vary).toBe('Origin');
    expect((await http.inject({ url: '/nowhere', headers: { accept: 'application/pdf' } })).statusCode).toBe(404);
  });
});
