import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findUnready } from './find-unready.js';

let server: Server | undefined;

afterEach(async () => {
  server?.close();
  if (server) await once(server, 'close');
  server = undefined;
});

/** Serves a gateway that gives the answers in order and repeats the last one. */
async function serve(...answers: { status: number; body: object }[]): Promise<string> {
  server = createServer((_request, response) => {
    const { status, body } = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 500, body: {} };
    response.writeHead(status, { connection: 'close' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const { signal } = new AbortController();
const starting = {
  status: 503,
  body: { parts: { generation: { status: 'down', reason: 'templates' }, skill: { status: 'up' } } },
};

describe('the parts that are not ready', () => {
  it('are none once the gateway is ready', async () => {
    const url = await serve(starting, starting, { status: 200, body: {} });
    expect(await findUnready(url, { timeoutMs: 5_000, signal })).toEqual([]);
  });

  it('are named with their reasons when the time is up', async () => {
    expect(await findUnready(await serve(starting), { timeoutMs: 1, signal })).toEqual(['generation (templates)']);
  });

  it('are the gateway alone when it hides its parts', async () => {
    const url = await serve({ status: 503, body: { status: 'not_ready' } });
    expect(await findUnready(url, { timeoutMs: 1, signal })).toEqual(['gateway (not_ready)']);
  });

  it('are the gateway alone when it does not answer', async () => {
    expect(await findUnready('http://127.0.0.1:1', { timeoutMs: 1, signal })).toEqual([
      expect.stringMatching(/^gateway/),
    ]);
  });

  it('are not waited for once the start is aborted', async () => {
    const waiting = findUnready(await serve(starting), { timeoutMs: 60_000, signal: AbortSignal.timeout(10) });
    await expect(waiting).rejects.toThrow(/aborted/);
  });
});
