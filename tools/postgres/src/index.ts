export { startPostgres } from './start-postgres.js';
export type { PostgresOptions, PostgresServer } from './start-postgres.js';
