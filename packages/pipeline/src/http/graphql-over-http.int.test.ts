import {
  Health,
  createHttpServer,
  createLogger,
  createMetrics,
  defineErrors,
  type ErrorCategory,
} from '@skillwright/service';
import { buildSchema } from 'graphql';
import { createGraphQLOverHttp, createPipeline } from '../index.js';

const silent = createLogger({ service: 'test', level: 'silent' });

/** Starts a server over an engine that gives the same answer to every operation. */
async function serve(answer: () => { data: Record<string, unknown> }) {
  let executed = 0;
  const engine = {
    schema: buildSchema('type Query { item: String } type Mutation { add: String }'),
    execute: async () => {
      executed += 1;
      return answer();
    },
    onChange: () => () => undefined,
    close: async () => undefined,
  };
  const door = await createGraphQLOverHttp({ pipeline: createPipeline({ engine, logger: silent }), logger: silent });
  const http = createHttpServer({ logger: silent, health: new Health(), metrics: createMetrics({ service: 'test' }) });
  http.route({ method: ['GET', 'POST'], url: '/graphql', handler: (request, reply) => door.answer(request, reply) });
  http.addHook('onClose', () => door.stop());
  const post = (payload: object, headers: Record<string, string> = {}) =>
    http.inject({ method: 'POST', url: '/graphql', headers, payload });
  return { http, post, executed: () => executed };
}

describe('GraphQL over HTTP', () => {
  it('executes operations only through the pipeline', async () => {
    const { post, executed } = await serve(() => ({ data: { item: 'from the engine' } }));
    const response = await post({ query: '{ item }' });
    expect(response.json()).toEqual({ data: { item: 'from the engine' } });
    expect(executed()).toBe(1);
  });

  it.each<[ErrorCategory, number, string | null]>([
    ['unavailable', 503, '5'],
    ['invalid_input', 400, null],
    ['unauthenticated', 401, null],
    ['forbidden', 403, null],
    ['timeout', 504, null],
    ['internal', 500, null],
  ])('answers an operation that fails as a whole (%s) with %i', async (category, status, retryAfter) => {
    const { REFUSED } = defineErrors({ REFUSED: { category, message: 'No.' } });
    const { post } = await serve(() => {
      throw REFUSED();
    });
    const response = await post({ query: '{ item }' }, { 'x-request-id': 'r-1' });
    expect([response.statusCode, response.headers['retry-after'] ?? null]).toEqual([status, retryAfter]);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { category, request_id: 'r-1' } }] });
  });

  it('adds the request id to errors of the protocol too', async () => {
    const { post } = await serve(() => ({ data: {} }));
    const response = await post({ query: '{ item' }, { 'x-request-id': 'r-1' });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED', category: 'malformed', request_id: 'r-1' } }],
    });
  });

  it('refuses a body that is not a request', async () => {
    const { post, executed } = await serve(() => ({ data: {} }));
    for (const payload of [[{ query: '{ item }' }], { query: 7 }, { query: '{ item }', operationName: {} }]) {
      expect((await post(payload)).statusCode).toBe(400);
    }
    expect(executed()).toBe(0);
  });
});
