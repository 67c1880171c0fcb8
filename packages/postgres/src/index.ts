export { connectionSettings, type ConnectionOptions } from './connections/connection-settings.js';
export { createPool, type PoolOptions } from './connections/create-pool.js';
export type { DatabaseLimits } from './connections/database-limits.js';
export { endConnection } from './connections/end-connection.js';
export { withConnection } from './connections/with-connection.js';
export { databaseErrors } from './errors.js';
export { classifyDatabaseError, isDuplicateKey, type DatabaseTrouble } from './outages/classify-database-error.js';
export { createDatabaseGauge, type DatabaseGaugeOptions } from './metrics/create-database-gauge.js';
export { toDatabaseError } from './outages/to-database-error.js';
