import { databaseServices, migrate } from './migrate.js';

// `npm run migrate -w prisma`: applies the missing migrations to the databases of SKILL_DATABASE_URL and
// VALIDATION_DATABASE_URL.
const targets = databaseServices.map((service) => ({ service, variable: `${service.toUpperCase()}_DATABASE_URL` }));
const missing = targets.filter(({ variable }) => !process.env[variable]).map(({ variable }) => variable);
if (missing.length > 0) {
  process.stderr.write(`Set ${missing.join(' and ')} to the connection string of the database to migrate.\n`);
  process.exit(1);
}

for (const { service, variable } of targets) {
  try {
    const applied = await migrate({ service, databaseUrl: process.env[variable] ?? '' });
    process.stdout.write(`${service}: ${applied.length > 0 ? `applied ${applied.join(', ')}` : 'up to date'}\n`);
  } catch (error) {
    process.stderr.write(`${service}: ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
