export { Database } from './database.js';
export type { DatabaseOptions, TransactionOptions } from './database.js';
