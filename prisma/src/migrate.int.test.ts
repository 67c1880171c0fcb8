import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { withConnection } from '@skillwright/postgres';
import { diffMigrations, readMigrations } from '@skillwright/postgres/migrations';
import { startPostgres } from '@skillwright/postgres-server';
import type { PostgresServer } from '@skillwright/postgres-server';
import type { Client } from 'pg';
import { PrismaClient } from './generated/skill/client.js';
import { databaseServices, migrate, schemaOf, type DatabaseService } from './migrate.js';

const withClient = <Result>(databaseUrl: string, use: (client: Client) => Promise<Result>) =>
  withConnection({ databaseUrl, name: 'test' }, use);
const namesOf = async (service: DatabaseService) =>
  (await readMigrations(schemaOf(service))).migrationDirectories.map(({ path }) => path);

let folder: string;
let server: PostgresServer;

beforeAll(async () => {
  folder = await mkdtemp(join(process.env['SKILLWRIGHT_TEST_RUN'] ?? tmpdir(), 'memory/prisma-'));
  server = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(databaseServices)('the migrations of %s', (service) => {
  it('lead to the tables of schema.prisma', async () => {
    expect(await diffMigrations({ databaseUrl: server.url('postgres'), schema: schemaOf(service) })).toBeUndefined();
  });

  it('create the database and are not applied twice', async () => {
    const databaseUrl = server.url(`once_${service}`);
    const names = await namesOf(service);
    expect(await migrate({ databaseUrl, service })).toEqual(names);
    expect(await migrate({ databaseUrl, service })).toEqual([]);
  });

  it("are left to Prisma's engine when its records differ from the files", async () => {
    const databaseUrl = server.url(`judged_${service}`);
    await migrate({ databaseUrl, service });
    await withClient(databaseUrl, (client) => client.query(`UPDATE _prisma_migrations SET checksum = 'another'`));
    expect(await migrate({ databaseUrl, service })).toEqual([]);
    await withClient(databaseUrl, (client) => client.query('UPDATE _prisma_migrations SET finished_at = NULL'));
    await expect(migrate({ databaseUrl, service })).rejects.toThrow(/could not be migrated: .*failed/s);
  });

  it('are applied once when two processes start at the same time', async () => {
    const databaseUrl = server.url(`race_${service}`);
    const applied = await Promise.all([migrate({ databaseUrl, service }), migrate({ databaseUrl, service })]);
    const names = await namesOf(service);
    expect(applied.flat()).toEqual(names);
  });

  it('are recorded as `prisma migrate` records them', async () => {
    const databaseUrl = server.url(`books_${service}`);
    await migrate({ databaseUrl, service });
    const { rows } = await withClient(databaseUrl, (client) =>
      client.query(
        'SELECT migration_name, finished_at IS NOT NULL AS finished, rolled_back_at FROM _prisma_migrations',
      ),
    );
    const names = await namesOf(service);
    expect(rows).toEqual(names.map((name) => ({ migration_name: name, finished: true, rolled_back_at: null })));
  });

  it('notify a listener when an outbox row is committed, and not before', async () => {
    const databaseUrl = server.url(`outbox_${service}`);
    await migrate({ databaseUrl, service });
    await withClient(databaseUrl, async (listener) => {
      const heard: string[] = [];
      const woken = new Promise<void>((resolve) => {
        listener.on('notification', ({ channel }) => {
          heard.push(channel);
          resolve();
        });
      });
      await listener.query('LISTEN outbox');
      await withClient(databaseUrl, async (writer) => {
        await writer.query('BEGIN');
        await writer.query(
          `INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, source, time)
           VALUES (gen_random_uuid(), 'skill', 'a', 'skill.created', '{"b": 1, "a": 2}', '/skillwright/skill', now())`,
        );
        await listener.query('SELECT 1');
        expect(heard).toEqual([]);
        await writer.query('COMMIT');
        await woken;
        expect(heard).toEqual(['outbox']);
      });
    });
  });
});

it('changes nothing when a migration fails, and reports why it failed', async () => {
  const databaseUrl = server.url('failing');
  await migrate({ databaseUrl, service: 'skill' });
  await withClient(databaseUrl, async (client) => {
    await client.query('DROP TABLE _prisma_migrations, seeded_skills');
    // Part of the schema exists already, so that a statement fails after others have succeeded.
    await client.query('ALTER TABLE skills RENAME TO skills_elsewhere');
  });
  await expect(migrate({ databaseUrl, service: 'skill' })).rejects.toThrow(
    /The database of skill could not be migrated/,
  );
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query("SELECT to_regclass('skills') AS skills, to_regclass('_prisma_migrations') AS books"),
  );
  expect(rows).toEqual([{ skills: null, books: null }]);
});

it('names the server that does not answer', async () => {
  const databaseUrl = 'postgresql://nobody:secret@127.0.0.1:1/skill';
  await expect(migrate({ databaseUrl, service: 'skill' })).rejects.toThrow(/ECONNREFUSED 127\.0\.0\.1:1/);
});

it('orders a migration folder by time', async () => {
  const names = await namesOf('skill');
  expect(names).toEqual([...names].sort());
});

describe('the skill database', () => {
  it('takes a skill and its first version in one transaction and finds them by their words', async () => {
    const databaseUrl = server.url('client_skill');
    await migrate({ databaseUrl, service: 'skill' });
    const prisma = new PrismaClient({ adapter: new PrismaPg(databaseUrl) });
    try {
      const id = '01890a5d-ac96-774b-bcce-b302099a8057';
      const latestVersionId = '01890a5d-ac96-774b-bcce-b302099a8058';
      const now = new Date();
      await prisma.$transaction([
        prisma.skill.create({
          data: { id, name: 'fastify-service', latestVersionId, createdBy: 'me', createdAt: now, updatedAt: now },
        }),
        prisma.skillVersion.create({
          data: {
            id: latestVersionId,
            skillId: id,
            version: '1.0.0',
            sequence: 1,
            name: 'fastify-service',
            description: 'Makes HTTP services.',
            instructions: '# Do\n',
            metadata: { z: '1', a: '2' },
            digest: 'sha256:0',
            createdBy: 'me',
            createdAt: now,
          },
        }),
      ]);
      const found = await prisma.$queryRaw<{ name: string; metadata: object }[]>`
        SELECT name, metadata FROM skill_versions WHERE search @@ websearch_to_tsquery('english', 'service making')`;
      expect(found.map(({ name }) => name)).toEqual(['fastify-service']);
      expect(Object.keys(found[0]?.metadata ?? {})).toEqual(['z', 'a']);
      await prisma.skill.delete({ where: { id } });
      expect(await prisma.skillVersion.count()).toBe(0);
    } finally {
      await prisma.$disconnect();
    }
  });

  it('refuses a skill without its version', async () => {
    const databaseUrl = server.url('client_skill_dangling');
    await migrate({ databaseUrl, service: 'skill' });
    const insert = withClient(databaseUrl, (client) =>
      client.query(
        `INSERT INTO skills (id, name, latest_version_id, created_by, created_at, updated_at)
         VALUES (gen_random_uuid(), 'x', gen_random_uuid(), 'me', now(), now())`,
      ),
    );
    await expect(insert).rejects.toThrow(/skills_latest_version_id_fkey/);
  });
});
