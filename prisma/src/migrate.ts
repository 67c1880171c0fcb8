import { fileURLToPath } from 'node:url';
import * as migrations from '@skillwright/postgres/migrations';

/** The services that own a database. */
export const databaseServices = ['skill', 'validation'] as const;

export type DatabaseService = (typeof databaseServices)[number];

/** The folder of a service's `schema.prisma` and migrations. */
export function schemaOf(service: DatabaseService): migrations.SchemaFolder {
  return { name: service, path: fileURLToPath(new URL(`../${service}`, import.meta.url)) };
}

/** Brings a service's database, created when missing, to its newest migration; returns the names of those just applied. */
export function migrate(options: { databaseUrl: string; service: DatabaseService }): Promise<string[]> {
  return migrations.migrate({ databaseUrl: options.databaseUrl, schema: schemaOf(options.service) });
}
