export { createRestClient, type RestClient } from './rest-client.js';
export { registerRest } from './register-rest.js';
export { restTable, rowsOf } from './table.js';
export type { RestAnswer, RestRequest, RestRow, RowOwner } from './row.js';
export { createOpenApi } from './openapi.js';
