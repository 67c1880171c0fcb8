import { randomBytes } from 'node:crypto';
import { withConnection } from '../connections/with-connection.js';

export interface ServiceRoleOptions {
  /** The database, as a superuser reaches it. */
  readonly databaseUrl: string;
  readonly role: string;
}

/**
 * Creates the role of a service if it is missing and gives it a new password. The role can read and write the rows of
 * this database; it cannot change tables, and only it and superusers can connect. Call it as a superuser, after each
 * migration. Returns the role's URL of the database.
 */
export async function openServiceRole({ databaseUrl, role }: ServiceRoleOptions): Promise<string> {
  const password = randomBytes(24).toString('hex');
  const url = new URL(databaseUrl);
  await withConnection({ databaseUrl, name: 'roles' }, async (client) => {
    const name = client.escapeIdentifier(role);
    const database = client.escapeIdentifier(decodeURIComponent(url.pathname.slice(1)));
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    await client.query(`
      BEGIN;
      ${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${name}
        LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(password)};
      REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      GRANT CONNECT ON DATABASE ${database} TO ${name};
      GRANT USAGE ON SCHEMA public TO ${name};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${name};
      REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${name};
      COMMIT`);
  });
  url.username = encodeURIComponent(role);
  url.password = password;
  return url.href;
}
