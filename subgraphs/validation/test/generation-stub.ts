import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface StubFile {
  readonly path: string;
  readonly content: string;
}

/** A generation service of a test: holds projects, and answers well, late or not at all. */
export interface GenerationStub {
  readonly url: string;
  readonly projects: Map<string, { revision: number; files: readonly StubFile[] }>;
  /** How it answers from now on. */
  mood: 'well' | 'silent' | 'broken';
  readonly requests: number;
  /** The headers of all requests, oldest first. */
  readonly headers: readonly IncomingHttpHeaders[];
  /** The number of requests whose client has gone before they were answered. */
  readonly abandoned: number;
  close(): Promise<void>;
}

export async function startGenerationStub(): Promise<GenerationStub> {
  const projects: GenerationStub['projects'] = new Map();
  const headers: IncomingHttpHeaders[] = [];
  let abandoned = 0;
  const server: Server = createServer(async (request, response) => {
    headers.push(request.headers);
    response.once('close', () => (abandoned += response.writableFinished ? 0 : 1));
    const { variables } = JSON.parse(await text(request)) as { variables: { id: string } };
    if (stub.mood === 'silent') return;
    const project = projects.get(variables.id);
    const files = project?.files.map((file) => ({ ...file, encoding: 'UTF8', executable: false }));
    const data = { project: project ? { id: variables.id, revision: project.revision, files } : null };
    response.writeHead(stub.mood === 'broken' ? 500 : 200, { 'content-type': 'application/json' });
    response.end(stub.mood === 'broken' ? 'null' : JSON.stringify({ data }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stub: GenerationStub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    projects,
    mood: 'well',
    get requests() {
      return headers.length;
    },
    headers,
    get abandoned() {
      return abandoned;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stub;
}
