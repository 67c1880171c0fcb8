import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** An answer of a fake neighbour: a status with a JSON body, or no answer at all. */
export type FakeAnswer = { readonly status: number; readonly body: unknown } | 'silence';

export interface FakeNeighbour {
  readonly url: string;
  readonly calls: readonly FakeCall[];
  /** Sets the function that decides on the answers from now on. */
  answer(decide: (call: FakeCall) => FakeAnswer): void;
  dispose(): Promise<void>;
}

/** Starts a neighbouring service with the answers of a test. */
export async function startFakeNeighbour(): Promise<FakeNeighbour> {
  const calls: FakeCall[] = [];
  let decide: (call: FakeCall) => FakeAnswer = () => ({ status: 500, body: {} });
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
    const call = { path: request.url ?? '', headers: request.headers, body };
    calls.push(call);
    const answer = decide(call);
    if (answer === 'silence') return;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    answer: (next) => {
      decide = next;
    },
    dispose: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}
