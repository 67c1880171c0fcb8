import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import type { ServiceError } from '../index.js';
import { createNeighbour, openCaller, runAs, type Neighbour } from '../index.js';

const { caller, close } = openCaller({ timeoutMs: 600_000 });
afterAll(close);

describe('a neighbour', () => {
  let server: Server | undefined;
  let neighbour: Neighbour | undefined;

  async function answering(listener: RequestListener, options: { timeoutMs?: number; maxResponseBytes?: number } = {}) {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    neighbour = createNeighbour({
      name: 'generation',
      baseUrl: `http://127.0.0.1:${port}/`,
      timeoutMs: 5_000,
      ...options,
    });
    return neighbour;
  }

  afterEach(async () => {
    server?.closeAllConnections();
    server?.close();
    await neighbour?.close();
  });

  const caught = (call: Promise<unknown>): Promise<ServiceError> =>
    call.then(
      () => Promise.reject(new Error('no error')),
      (error) => error,
    );

  it('returns the parsed answer', async () => {
    const peer = await answering((request, response) =>
      response.end(JSON.stringify({ url: request.url, id: request.headers['x-request-id'] })),
    );
    const { body } = await runAs({ requestId: 'r1', timeoutMs: 5_000 }, (own) =>
      peer.request({ method: 'GET', path: '/templates?limit=1', caller: own }),
    );
    expect(body).toEqual({ url: '/templates?limit=1', id: 'r1' });
  });

  it('is unavailable when nothing listens', async () => {
    const peer = await answering(() => undefined);
    server?.close();
    await once(server as Server, 'close');
    const error = await caught(peer.request({ method: 'GET', path: '/', caller }));
    expect(error).toMatchObject({ code: 'NEIGHBOUR_UNAVAILABLE', category: 'unavailable', retryable: true });
    expect(error.message).toContain('generation');
  });

  it('times out when it does not answer within the deadline', async () => {
    const peer = await answering(() => undefined, { timeoutMs: 50 });
    expect(await caught(peer.request({ method: 'GET', path: '/', caller }))).toMatchObject({
      code: 'NEIGHBOUR_TIMEOUT',
      category: 'timeout',
    });
  });

  it('times out when it stops in the middle of its answer', async () => {
    const peer = await answering((_request, response) => void response.write('{"a":'), { timeoutMs: 100 });
    expect(await caught(peer.request({ method: 'GET', path: '/', caller }))).toMatchObject({
      code: 'NEIGHBOUR_TIMEOUT',
    });
  });

  it('is given up when the client disconnects, and at the deadline of the caller', async () => {
    const peer = await answering(() => undefined);
    const { caller: client, abandon } = openCaller({ timeoutMs: 60_000 });
    const call = caught(peer.request({ method: 'GET', path: '/', caller: client }));
    await once(server as Server, 'request');
    abandon();
    expect(await call).toMatchObject({ code: 'CLIENT_GONE' });
    const late = await runAs({ timeoutMs: 50 }, (brief) =>
      caught(peer.request({ method: 'GET', path: '/', caller: brief })),
    );
    expect(late).toMatchObject({ category: 'timeout' });
  });

  it('receives only the request id and the trace of a caller', async () => {
    const peer = await answering((request, response) => response.end(JSON.stringify(request.headers)));
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const principal = { subject: 'ada', scopes: ['admin'] };
    const { body } = await runAs({ requestId: 'r1', traceparent, principal, timeoutMs: 5_000 }, (own) =>
      peer.request({ method: 'GET', path: '/', caller: own }),
    );
    expect(body).toMatchObject({ 'x-request-id': 'r1', traceparent });
    expect(JSON.stringify(body)).not.toMatch(/ada|admin/);
  });

  it('keeps the code and the faults of a problem document', async () => {
    const problem = {
      code: 'TEMPLATE_NOT_FOUND',
      detail: 'There is no template x.',
      errors: [{ code: 'a', path: 'b', message: 'c' }],
    };
    const peer = await answering((_request, response) => response.writeHead(404).end(JSON.stringify(problem)));
    expect(await caught(peer.request({ method: 'GET', path: '/', caller }))).toMatchObject({
      code: 'TEMPLATE_NOT_FOUND',
      category: 'not_found',
      message: 'There is no template x.',
      errors: problem.errors,
    });
  });

  it.each([
    ['no JSON', 200, '<html>'],
    ['an error without a code', 500, '{}'],
    ['more than the limit', 200, JSON.stringify('x'.repeat(200))],
  ])('fails with NEIGHBOUR_FAILED if it answers %s', async (_case, status, text) => {
    const peer = await answering((_request, response) => response.writeHead(status).end(text), {
      maxResponseBytes: 100,
    });
    expect(await caught(peer.request({ method: 'GET', path: '/', caller }))).toMatchObject({
      code: 'NEIGHBOUR_FAILED',
      category: 'internal',
    });
  });

  it('returns the data of a GraphQL answer, and throws its first error with its code', async () => {
    const answers = [
      { data: { skill: { id: '1' } } },
      { data: null, errors: [{ message: 'no', extensions: { code: 'SKILL_NOT_FOUND', category: 'not_found' } }] },
    ];
    const peer = await answering((_request, response) => response.end(JSON.stringify(answers.shift())));
    expect(await peer.graphql(parse('{ skill { id } }'), {}, { caller })).toEqual({ skill: { id: '1' } });
    expect(await caught(peer.graphql(parse('{ skill { id } }'), {}, { caller }))).toMatchObject({
      code: 'SKILL_NOT_FOUND',
      category: 'not_found',
    });
  });

  it.each([
    ['an error that is null', { data: null, errors: [null] }],
    ['an error that is a text', { errors: ['no'] }],
    ['an error whose message is a number', { errors: [{ message: 1 }] }],
    ['errors without extensions that are an object', { errors: [{ message: 'no', extensions: 'x' }] }],
    ['data that is a text', { data: 'x' }],
    ['neither data nor errors', { data: null }],
  ])('fails with NEIGHBOUR_FAILED if its GraphQL answer has %s', async (_case, body) => {
    const peer = await answering((_request, response) => response.end(JSON.stringify(body)));
    expect(await caught(peer.graphql(parse('{ skill { id } }'), {}, { caller }))).toMatchObject({
      code: 'NEIGHBOUR_FAILED',
    });
  });
});
