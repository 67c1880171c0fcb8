import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger, listen, type ServiceApp } from '@skillwright/service';
import { temporaryFolder } from '@skillwright/testing';
import { createGatewayApp, type GatewayParts } from '../src/app.js';
import { readGatewayConfig } from '../src/config.js';

export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Tests inspect answers of many shapes.
  readonly body: {
    readonly data?: unknown;
    readonly errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
  };
}

export interface RunningGateway {
  readonly app: ServiceApp;
  readonly url: string;
  query(query: string, options?: { variables?: object; headers?: Record<string, string> }): Promise<GraphQLAnswer>;
  stop(): Promise<void>;
}

/** Starts a gateway over `supergraphSdl`, by default its own supergraph. It logs nothing unless `log` is given. */
export async function startGateway(options: {
  readonly supergraphSdl?: string;
  readonly env?: Record<string, string>;
  readonly parts?: Partial<GatewayParts>;
  readonly log?: (line: string) => void;
}): Promise<RunningGateway> {
  const folder = await temporaryFolder();
  const file = join(folder.path, 'supergraph.graphql');
  if (options.supergraphSdl !== undefined) await writeFile(file, options.supergraphSdl);
  const config = readGatewayConfig({
    ...(options.supergraphSdl !== undefined && { SUPERGRAPH: file }),
    ...options.env,
  });
  const logger = createLogger({
    service: 'gateway',
    level: options.log ? 'info' : 'silent',
    ...(options.log && { destination: { write: options.log } }),
  });
  const app = await createGatewayApp(config, { logger, ...options.parts });
  await app.start();
  const { url } = await listen(app, { host: '127.0.0.1', port: 0 });
  app.health.markStarted();
  return {
    app,
    url,
    query: async (query, { variables, headers } = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as GraphQLAnswer['body'],
      };
    },
    stop: async () => {
      app.health.markStopping();
      await app.http.close();
      await app.stop();
      await folder.dispose();
    },
  };
}
