import { once } from 'node:events';
import { request as send, type IncomingHttpHeaders } from 'node:http';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';

type Port = 'gateway' | 'skill' | 'generation' | 'validation';
const ports: readonly Port[] = ['gateway', 'skill', 'generation', 'validation'];
let urls: Readonly<Record<Port, string>>;

beforeAll(async () => {
  const { url, serviceUrls } = await sharedSystem();
  urls = { gateway: url, ...serviceUrls };
}, sharedSystemTimeoutMs);

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

async function ask(port: Port, method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  const request = send(urls[port] + path, { method, headers });
  request.end(body);
  const [response] = await once(request, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, text } as Answer;
}

const json = { 'content-type': 'application/json' };
const paths = ['/healthz', '/readyz', '/metrics', '/graphql'];
const onEveryPort = ports.flatMap((port) =>
  [...paths, ...(port === 'gateway' ? [] : ['/admin/topics', '/admin/outbox'])].map((path) => [port, path] as const),
);

describe('every port', () => {
  it.each(onEveryPort)('of the %s answers %s for its own hosts and pages alone', async (port, path) => {
    for (const [headers, status] of [
      [{ host: 'evil.example' }, 421],
      [{ origin: 'https://evil.example' }, 403],
    ] as const) {
      const answer = await ask(port, 'GET', path, headers);
      expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
        status,
        { status, request_id: expect.any(String) },
      ]);
    }
  });

  it.each(onEveryPort)('of the %s names the methods of %s', async (port, path) => {
    const options = await ask(port, 'OPTIONS', path);
    const refused = await ask(port, 'PUT', path, json, '{}');
    const expected =
      path === '/graphql' ? (port === 'gateway' ? 'GET, HEAD, OPTIONS, POST' : 'OPTIONS, POST') : 'GET, HEAD, OPTIONS';
    expect([options.status, options.headers.allow]).toEqual([204, expected]);
    expect([refused.status, refused.headers.allow]).toEqual([405, expected]);
  });

  it.each(ports)('of the %s refuses what it cannot answer exactly', async (port) => {
    const query = '{"query":"{ __typename }"}';
    const refusals = [
      await ask(port, 'POST', '/graphql', { ...json, accept: 'application/pdf' }, query),
      await ask(port, 'POST', '/graphql', { ...json, 'content-encoding': 'gzip' }, query),
      await ask(port, 'POST', '/graphql', { 'content-type': 'text/plain' }, query),
      await ask(port, 'GET', '/%zz'),
      await ask(port, 'GET', '/nowhere'),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([406, 415, 415, 400, 404]);
    for (const { headers } of refusals) expect(headers['content-type']).toMatch('application/problem+json');
  });

  it.each(ports)('of the %s compresses a large answer', async (port) => {
    const answer = await ask(port, 'GET', '/metrics', { 'accept-encoding': 'gzip' });
    expect([answer.status, answer.headers['content-encoding']]).toEqual([200, 'gzip']);
  });
});
