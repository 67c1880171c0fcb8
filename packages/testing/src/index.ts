export { freePort } from './free-port.js';
export { temporaryFolder } from './temporary-folder.js';
export type { TemporaryFolder } from './temporary-folder.js';
export { testPostgres } from './test-postgres.js';
export type { TestDatabase, TestPostgres } from './test-postgres.js';
export { testRunFolder } from './test-run.js';
export { waitFor } from './wait-for.js';
export type { WaitOptions } from './wait-for.js';
