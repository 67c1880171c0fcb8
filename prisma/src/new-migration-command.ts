import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeMigration } from '@skillwright/postgres/migrations';
import { startPostgres } from '@skillwright/postgres-server';
import { databaseServices, schemaOf } from './migrate.js';

// `npm run migration:new -w prisma -- skill add_labels`: writes the difference between the migrations and
// schema.prisma.
const [wanted, name = ''] = process.argv.slice(2);
const service = databaseServices.find((known) => known === wanted);
if (!service || !/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write(
    `Usage: npm run migration:new -w prisma -- <${databaseServices.join('|')}> <name_in_snake_case>\n`,
  );
  process.exit(1);
}

const folder = await mkdtemp(join(tmpdir(), 'skillwright-migration-'));
const server = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
try {
  const file = await writeMigration({
    databaseUrl: server.url('postgres'),
    schema: schemaOf(service),
    name,
    now: new Date(),
  });
  process.stdout.write(`${file ?? 'The migrations match schema.prisma; there is nothing to write.'}\n`);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
