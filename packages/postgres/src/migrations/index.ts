export { migrate, type MigrateOptions } from './migrate.js';
export { diffMigrations, writeMigration, type DiffOptions } from './new-migration.js';
export { readMigrations, type SchemaFolder } from './read-migrations.js';
export { openServiceRole, type ServiceRoleOptions } from './open-service-role.js';
