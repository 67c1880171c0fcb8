import { topics } from '@skillwright/contracts/events';
import { createAsyncApi } from '@skillwright/events';
import { createOpenApi, type Operation } from '@skillwright/rest';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The release that the documents describe: the version of the gateway's package. */
const version = '0.1.0';

/** Serves `/openapi.json`, and `/asyncapi.json` if the supergraph is the platform's own. */
export function registerDocuments(
  http: FastifyInstance,
  { operations, secured }: { readonly operations: readonly Operation[]; readonly secured: boolean },
): void {
  http.get('/openapi.json', async (request) =>
    createOpenApi({ operations, serverUrl: originOf(request), version, secured }),
  );
  if (operations.length > 0) http.get('/asyncapi.json', async () => createAsyncApi(topics.contracts));
}

/** Returns the origin that the client has used, so that the examples of the document can be sent unchanged. */
function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
