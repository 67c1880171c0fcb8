import { noAuth } from '@skillwright/auth';
import {
  Health,
  createHttpServer,
  createLogger,
  createMetrics,
  type Authenticator,
  type Principal,
} from '@skillwright/service';
import { guardAdmin } from './guard-admin.js';

function createServer(authenticator: Authenticator) {
  const http = createHttpServer({
    logger: createLogger({ service: 'test', level: 'silent' }),
    health: new Health(),
    metrics: createMetrics({ service: 'test' }),
    authenticator,
  });
  guardAdmin(http);
  for (const url of ['/admin', '/admin/anything', '/administrators']) http.get(url, async () => ({ done: true }));
  return http;
}

const as = (principal: Principal): Authenticator => ({ identify: async () => ({ principal }) });

describe("a call of the operators' routes", () => {
  it.each<[string, Authenticator, number]>([
    ['a caller without a token', as({ subject: 'anonymous', scopes: [] }), 401],
    ['a caller without the scope admin', as({ subject: 'ada', scopes: ['read:skills', 'write:skills'] }), 403],
    ['a caller with the scope admin', as({ subject: 'ada', scopes: ['admin'] }), 200],
    ['anybody, without authentication', noAuth, 200],
  ])('by %s, to any route below /admin', async (_, authenticator, status) => {
    const http = createServer(authenticator);
    for (const url of ['/admin', '/admin/anything', '/admin/anything?a=1', '/%61dmin/anything']) {
      expect((await http.inject({ url })).statusCode).toBe(status);
    }
    expect((await http.inject({ url: '/administrators' })).statusCode).toBe(200);
    await http.close();
  });
});
