import { fileURLToPath } from 'node:url';
import * as migrations from '@skillwright/postgres/migrations';

/** The services that own a database. */
export const databaseServices = ['skill', 'validation'] as const;

export type DatabaseService = (typeof databaseServices)[number];

/** Returns the folder that has a service's `schema.prisma` and migrations. */
export function schemaOf(service: DatabaseService): migrations.SchemaFolder {
  return { name: service, path: fileURLToPath(new URL(`../${service}`, import.meta.url)) };
}

/**
 * Applies the missing migrations to a service's database, which is created when it is missing. Returns the names of the
 * applied migrations. Throws an error that names the service when a migration fails or the database cannot be reached.
 */
export function migrate(options: { databaseUrl: string; service: DatabaseService }): Promise<string[]> {
  return migrations.migrate({ databaseUrl: options.databaseUrl, schema: schemaOf(options.service) });
}
