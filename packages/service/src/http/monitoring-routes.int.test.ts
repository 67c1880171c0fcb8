import { coreErrors, createHttpServer, createLogger, createMetrics, Health, type Authenticator } from '../index.js';

const operator = { subject: 'operator', scopes: ['admin'] };
const reader = { subject: 'reader', scopes: [] };
const closed: Authenticator = {
  identify: async (authorization) => ({ principal: authorization === undefined ? reader : operator }),
  authoriseMonitoring: ({ principal }) => {
    if (principal === reader) throw coreErrors.ORIGIN_NOT_ALLOWED({ origin: 'test' });
  },
};

function createServer(authenticator?: Authenticator) {
  const health = new Health();
  health.addPart('postgresql', () => ({ status: 'down', reason: 'no route to db.internal' }));
  health.markStarted();
  const logger = createLogger({ service: 'test', level: 'silent' });
  return createHttpServer({ logger, health, metrics: createMetrics({ service: 'test' }), authenticator });
}
const parts = { postgresql: { status: 'down', reason: 'no route to db.internal' } };

describe('monitoring', () => {
  it.each<[string, Authenticator | undefined, Record<string, string>]>([
    ['everybody by default', undefined, {}],
    ['callers that may monitor', closed, { authorization: 'Bearer x' }],
  ])('shows metrics and parts to %s', async (_, authenticator, headers) => {
    const http = createServer(authenticator);
    const ready = await http.inject({ url: '/readyz', headers });
    expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'not_ready', parts }]);
    expect((await http.inject({ url: '/metrics', headers })).body).toContain('http_request_duration_seconds');
    await http.close();
  });

  it('shows other callers the status alone', async () => {
    const http = createServer(closed);
    const ready = await http.inject({ url: '/readyz' });
    expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'not_ready' }]);
    expect((await http.inject({ url: '/healthz' })).json()).toEqual({ status: 'ok' });
    for (const method of ['GET', 'HEAD'] as const) {
      const metrics = await http.inject({ method, url: '/metrics' });
      expect([metrics.statusCode, metrics.body]).toEqual([403, expect.not.stringContaining('http_request')]);
    }
    await http.close();
  });
});
