export { createRestClient, type RestClient } from './client/rest-client.js';
export { createOpenApi } from './openapi/openapi.js';
export type { Operation } from './operation/operation.js';
export { registerRest, type RestOptions } from './register-rest.js';
