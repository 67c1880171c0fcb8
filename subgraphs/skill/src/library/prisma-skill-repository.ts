import { Prisma } from '@skillwright/prisma/skill';
import type { SkillDatabase } from './prisma-skill-database.js';
import { PrismaSkillTransaction } from './prisma-skill-transaction.js';
import { isNewest, selectSkills } from './prisma-skill-rows.js';
import type { SkillFilter, SkillRepository, SkillTransaction, Turn } from './skill-repository.js';
import type { StoredBody, StoredFile, StoredSkill } from './stored-skill.js';

/** The library's store in PostgreSQL. */
export class PrismaSkillRepository implements SkillRepository {
  constructor(private readonly database: SkillDatabase) {}

  async findSkill(
    by: { readonly id: string } | { readonly name: string },
    version?: string,
  ): Promise<StoredSkill | undefined> {
    const which = 'id' in by ? Prisma.sql`s.id = ${by.id}::uuid` : Prisma.sql`s.name = ${by.name}`;
    const at = version === undefined ? isNewest : Prisma.sql`v.skill_id = s.id AND v.version = ${version}`;
    const [skill] = await this.select(Prisma.sql`${selectSkills(at)} WHERE ${which}`);
    return skill;
  }

  async findSkills(ids: readonly string[]): Promise<(StoredSkill | undefined)[]> {
    const skills = await this.select(Prisma.sql`${selectSkills(isNewest)} WHERE s.id = ANY(${[...ids]}::uuid[])`);
    const byId = new Map(skills.map((skill) => [skill.id, skill]));
    return ids.map((id) => byId.get(id));
  }

  listSkills(
    page: SkillFilter & { readonly beforeId?: string | undefined; readonly limit: number },
  ): Promise<StoredSkill[]> {
    // Ids are UUIDv7, so they sort by creation, and the place of a skill never changes.
    const before = page.beforeId === undefined ? Prisma.empty : Prisma.sql`AND s.id < ${page.beforeId}::uuid`;
    return this.select(Prisma.sql`
      ${selectSkills(isNewest)} WHERE ${matches(page)} ${before} ORDER BY s.id DESC LIMIT ${page.limit}`);
  }

  async countSkills(filter: SkillFilter): Promise<number> {
    if (filter.words.length === 0) return this.database.query((client) => client.skill.count());
    const [row] = await this.database.query(
      (client) => client.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM skills s JOIN skill_versions v ON ${isNewest} WHERE ${matches(filter)}`,
    );
    return row?.count ?? 0;
  }

  async findVersions(skillIds: readonly string[]): Promise<string[][]> {
    const versions = await this.database.query((client) =>
      client.skillVersion.findMany({
        where: { skillId: { in: [...skillIds] } },
        select: { skillId: true, version: true },
        orderBy: { sequence: 'desc' },
      }),
    );
    return groupFor(skillIds, versions, ({ skillId }) => skillId).map((group) => group.map(({ version }) => version));
  }

  async findBodies(versionIds: readonly string[]): Promise<(StoredBody | undefined)[]> {
    const select = { instructions: true, license: true, compatibility: true, metadata: true, allowedTools: true };
    const bodies = await this.database.query((client) =>
      client.skillVersion.findMany({ where: { id: { in: [...versionIds] } }, select: { id: true, ...select } }),
    );
    const byId = new Map(
      bodies.map(({ id, metadata, ...body }) => [id, { ...body, metadata: metadata as Record<string, string> }]),
    );
    return versionIds.map((id) => byId.get(id));
  }

  async findFiles(versionIds: readonly string[]): Promise<StoredFile[][]> {
    const files = await this.database.query(
      (client) => client.$queryRaw<(StoredFile & { versionId: string })[]>`
      SELECT f.version_id AS "versionId", f.path, f.digest, f.executable, b.size
      FROM skill_files f JOIN blobs b ON b.digest = f.digest
      WHERE f.version_id = ANY(${[...versionIds]}::uuid[]) ORDER BY f.path COLLATE "C"`,
    );
    return groupFor(versionIds, files, ({ versionId }) => versionId);
  }

  async findContents(digests: readonly string[]): Promise<(Buffer | undefined)[]> {
    const blobs = await this.database.query((client) =>
      client.blob.findMany({ where: { digest: { in: [...digests] } }, select: { digest: true, content: true } }),
    );
    const byDigest = new Map(blobs.map(({ digest, content }) => [digest, Buffer.from(content)]));
    return digests.map((digest) => byDigest.get(digest));
  }

  transaction<Result>(
    { subject, signal }: Turn,
    work: (transaction: SkillTransaction) => Promise<Result>,
  ): Promise<Result> {
    return this.database.transaction((client) => work(new PrismaSkillTransaction(client)), { turn: subject, signal });
  }

  private select(skills: Prisma.Sql): Promise<StoredSkill[]> {
    return this.database.query((client) => client.$queryRaw<StoredSkill[]>(skills));
  }
}

/**
 * Words match by their beginnings, or all of them by English stems. They only have letters and digits, so none needs
 * quoting.
 */
function matches({ words }: SkillFilter): Prisma.Sql {
  if (words.length === 0) return Prisma.sql`TRUE`;
  const beginnings = words.map((word) => `'${word}':*`).join(' & ');
  return Prisma.sql`v.search @@ (to_tsquery('simple', ${beginnings}) || plainto_tsquery('english', ${words.join(' ')}))`;
}

/** Groups rows by key, in the order of the keys. */
function groupFor<Row>(keys: readonly string[], rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}
