import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { createHttpServer, createLogger, createMetrics, Health, listen } from '../index.js';

/** Starts a listening server. `whileClosing` runs when it closes, while it still listens. */
async function listening(whileClosing: () => Promise<void> = () => Promise.resolve()) {
  const http = createHttpServer({
    logger: createLogger({ service: 'test', level: 'silent' }),
    health: new Health(),
    metrics: createMetrics({ service: 'test' }),
  });
  http.addHook('preClose', whileClosing);
  let release = (): void => undefined;
  let entered = (): void => undefined;
  const inside = new Promise<void>((resolve) => {
    entered = resolve;
  });
  http.get('/slow', async () => {
    entered();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return { done: true };
  });
  http.get('/abandoned', async ({ caller: { signal } }) => {
    entered();
    await once(signal, 'abort');
    setImmediate(() => release());
    return {};
  });
  const answered = new Promise<void>((resolve) => {
    release = resolve;
  });
  http.get('/stream', async (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200).flushHeaders();
  });
  const { url } = await listen({ name: 'test', http }, { host: '127.0.0.1', port: 0 });
  return { http, url, inside, answered, release: () => release() };
}

describe('closing a server', () => {
  it('lets requests in flight finish', async () => {
    const { http, url, inside, release } = await listening();
    const answer = fetch(`${url}/slow`);
    await inside;
    const closed = http.close();
    release();
    expect(await (await answer).json()).toEqual({ done: true });
    await closed;
  });

  it('does not wait for a connection without a request', async () => {
    const { http, url } = await listening();
    const socket = await connect(url);
    const ended = once(socket, 'close');
    await http.close();
    await ended;
  });

  it('does not wait for an answer whose client has disconnected', async () => {
    const { http, url, inside, answered } = await listening();
    const leaving = new AbortController();
    const answer = fetch(`${url}/abandoned`, { signal: leaving.signal });
    await inside;
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await answered;
    await connect(url);
    const started = performance.now();
    await http.close();
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('does not wait for a stream whose client has disconnected', async () => {
    const { http, url } = await listening();
    const stream = await fetch(`${url}/stream`);
    await stream.body?.cancel();
    await connect(url);
    const started = performance.now();
    await http.close();
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  it('does not wait for a connection that opens after the others were closed', async () => {
    const { http, url } = await listening(async () => {
      await others;
      await connect(url);
    });
    const others = once(await connect(url), 'close');
    await http.close();
  });
});

async function connect(url: string): Promise<Socket> {
  const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(url).port) });
  await once(socket, 'connect');
  return socket;
}
