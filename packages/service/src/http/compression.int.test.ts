import { Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createHttpServer, createLogger, createMetrics, Health } from '../index.js';

const http = createHttpServer({
  logger: createLogger({ service: 'test', level: 'silent' }),
  health: new Health(),
  metrics: createMetrics({ service: 'test' }),
});
const large = { text: 'x'.repeat(2_000) };
http.get('/large', async () => large);
http.get('/limit', async () => ({ text: 'x'.repeat(1_024 - '{"text":""}'.length) }));
http.get('/small', async () => ({ text: 'x'.repeat(1_023 - '{"text":""}'.length) }));
http.get('/bytes', async (_request, reply) => reply.type('application/zip').send(Buffer.alloc(2_000)));
http.get('/stream', async (_request, reply) => reply.type('text/css').send(Readable.from(['a'.repeat(3_000)])));
http.get('/tagged', async ({ headers }, reply) => {
  reply.header('etag', '"v1"');
  return headers['if-none-match'] === '"v1"' ? reply.status(304).send() : large;
});
http.get('/weak', async (_request, reply) => reply.header('etag', 'W/"v1"').send(large));
http.put('/tagged', async ({ headers }) => ({ known: headers['if-match'] }));
afterAll(() => http.close());

const get = (url: string, encoding?: string, headers: Record<string, string> = {}) =>
  http.inject({ url, headers: { ...headers, ...(encoding !== undefined && { 'accept-encoding': encoding }) } });

describe('a large answer', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate', undefined],
    ['br;q=0, gzip;q=0', undefined],
    ['identity, gzip;q=0.5', undefined],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
  ])('for accept-encoding: %s is encoded as %s', async (accepted, coding) => {
    const response = await get('/large', accepted);
    expect(response.headers['content-encoding']).toBe(coding);
    expect(response.headers.vary).toContain('Accept-Encoding');
    const decode = { br: brotliDecompressSync, gzip: gunzipSync }[coding ?? ''] ?? ((data: Buffer) => data);
    expect(JSON.parse(String(decode(response.rawPayload)))).toEqual(large);
    expect(response.headers['content-length']).toBe(String(response.rawPayload.length));
  });

  it('may be a stream', async () => {
    const response = await get('/stream', 'gzip');
    expect(String(gunzipSync(response.rawPayload))).toBe('a'.repeat(3_000));
  });

  it('has the same headers for HEAD', async () => {
    const [got, headed] = [
      await get('/large', 'br'),
      await http.inject({ method: 'HEAD', url: '/large', headers: { 'accept-encoding': 'br' } }),
    ];
    for (const name of ['content-encoding', 'content-length', 'vary']) {
      expect(headed.headers[name]).toBe(got.headers[name]);
    }
    expect(headed.payload).toBe('');
  });
});

describe('an answer', () => {
  it.each([
    ['/limit', 'br'],
    ['/small', undefined],
    ['/bytes', undefined],
    ['/metrics', 'br'],
    ['/healthz', undefined],
  ])('of %s is encoded as %s', async (url, coding) => {
    expect((await get(url, 'br')).headers['content-encoding']).toBe(coding);
  });

  it('has a strong tag of its own in each encoding, and a weak one in common', async () => {
    const tags = await Promise.all(
      ['identity', 'br', 'gzip'].map(async (each) => (await get('/tagged', each)).headers.etag),
    );
    expect(tags).toEqual(['"v1"', '"v1-br"', '"v1-gzip"']);
    expect((await get('/weak', 'br')).headers.etag).toBe('W/"v1"');
  });

  it('is known by any of these tags', async () => {
    for (const tag of ['"v1"', '"v1-br"', '"v1-gzip"']) {
      const known = await get('/tagged', 'br', { 'if-none-match': tag });
      expect([known.statusCode, known.headers.etag]).toEqual([304, tag]);
      const put = await http.inject({ method: 'PUT', url: '/tagged', headers: { 'if-match': `"x", ${tag}` } });
      expect(put.json()).toEqual({ known: '"x", "v1"' });
    }
  });
});
