import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface StubRequest<Body> {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; `{}` when there is none. */
  readonly body: Body;
}

/** A service over HTTP that a test answers for. */
export interface StubServer<Body> {
  readonly url: string;
  /** All requests so far, oldest first. */
  readonly requests: readonly StubRequest<Body>[];
  /** The requests whose client has gone before they were answered. */
  readonly abandoned: readonly StubRequest<Body>[];
  dispose(): Promise<void>;
}

/** Starts a server that records each JSON request and leaves its answer, or its silence, to `answer`. */
export async function startStubServer<Body = Record<string, unknown>>(
  answer: (request: StubRequest<Body>, response: ServerResponse) => unknown,
): Promise<StubServer<Body>> {
  const requests: StubRequest<Body>[] = [];
  const abandoned: StubRequest<Body>[] = [];
  const record = async (message: IncomingMessage, response: ServerResponse) => {
    const { method = '', url: path = '', headers } = message;
    const request = { method, path, headers, body: JSON.parse((await text(message)) || '{}') as Body };
    requests.push(request);
    response.once('close', () => {
      if (!response.writableFinished) abandoned.push(request);
    });
    await answer(request, response);
  };
  const server = createServer((message, response) => void record(message, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    abandoned,
    dispose: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Answers with a status and a JSON body. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
