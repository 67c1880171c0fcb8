import { topics } from '@skillwright/contracts/events';
import { createAsyncApi } from '@skillwright/events';
import { createOpenApi, type Operation } from '@skillwright/rest';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The release that the documents describe: of the gateway's own package. */
const version = '0.1.0';

/** Serves `/openapi.json`, and `/asyncapi.json` where the supergraph is the one whose events we know. */
export function registerDocuments(http: FastifyInstance, operations: readonly Operation[]): void {
  http.get('/openapi.json', async (request) => createOpenApi({ operations, serverUrl: originOf(request), version }));
  if (operations.length > 0) http.get('/asyncapi.json', async () => createAsyncApi(topics.contracts));
}

/** Where the caller reached us, so that the document's examples can be sent as they are. */
function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
