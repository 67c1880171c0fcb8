import type { Event } from '@skillwright/contracts/events';
import { skillErrors } from '@skillwright/contracts/skill';
import { outboxRow } from '@skillwright/events/outbox';
import { isDuplicateKey } from '@skillwright/postgres';
import { Prisma } from '@skillwright/prisma/skill';
import { digestOf } from '@skillwright/rules';
import { newId } from '@skillwright/service';
import { dropUnusedContents, storeContents } from './prisma-blobs.js';
import { isNewest, selectSkills } from './prisma-skill-rows.js';
import type { NewVersion, SkillTransaction } from './skill-repository.js';
import type { StoredSkill } from './stored-skill.js';

/** The writes of one PostgreSQL transaction. */
export class PrismaSkillTransaction implements SkillTransaction {
  constructor(private readonly client: Prisma.TransactionClient) {}

  async lockSkill(by: { readonly id: string } | { readonly name: string }): Promise<StoredSkill | undefined> {
    const which = 'id' in by ? Prisma.sql`id = ${by.id}::uuid` : Prisma.sql`name = ${by.name}`;
    const [locked] = await this.client.$queryRaw<{ id: string }[]>`SELECT id FROM skills WHERE ${which} FOR UPDATE`;
    if (!locked) return undefined;
    // A separate statement: the statement that waited for the lock still sees the version that was the newest before.
    const [skill] = await this.client.$queryRaw<StoredSkill[]>`
      ${selectSkills(isNewest)} WHERE s.id = ${locked.id}::uuid`;
    return skill;
  }

  async findVersions({ id }: StoredSkill): Promise<string[]> {
    const versions = await this.client.skillVersion.findMany({
      where: { skillId: id },
      select: { version: true },
      orderBy: { sequence: 'desc' },
    });
    return versions.map(({ version }) => version);
  }

  async insertSkill(id: string, first: NewVersion): Promise<StoredSkill> {
    const versionId = newId();
    const { name } = first.definition;
    const { createdBy, createdAt } = first;
    try {
      await this.client.skill.create({
        data: { id, name, latestVersionId: versionId, createdBy, createdAt, updatedAt: createdAt },
        select: { id: true },
      });
    } catch (error) {
      throw isDuplicateKey(error) ? skillErrors.SKILL_NAME_TAKEN({ name }, { cause: error }) : error;
    }
    await this.writeVersion({ id: versionId, skillId: id, sequence: 1 }, first);
    return toStored({ id, createdBy, createdAt }, versionId, first);
  }

  async insertVersion(skill: StoredSkill, next: NewVersion): Promise<StoredSkill> {
    const versionId = newId();
    const { sequence } = await this.client.skillVersion.findUniqueOrThrow({
      where: { id: skill.versionId },
      select: { sequence: true },
    });
    await this.writeVersion({ id: versionId, skillId: skill.id, sequence: sequence + 1 }, next);
    await this.client.skill.update({
      where: { id: skill.id },
      data: { latestVersionId: versionId, updatedAt: next.createdAt },
      select: { id: true },
    });
    return toStored(skill, versionId, next);
  }

  async deleteSkill(skill: StoredSkill): Promise<void> {
    const contents = await this.client.skillFile.findMany({
      where: { version: { skillId: skill.id } },
      select: { digest: true },
      distinct: ['digest'],
    });
    await this.client.skill.delete({ where: { id: skill.id }, select: { id: true } });
    await dropUnusedContents(
      this.client,
      contents.map(({ digest }) => digest),
    );
  }

  async publish(event: Event): Promise<void> {
    await this.client.outbox.create({ data: outboxRow(event), select: { id: true } });
  }

  async lockSeed(name: string): Promise<string | undefined> {
    await this.client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`seeded_skills/${name}`}, 0))`;
    const seeded = await this.client.seededSkill.findUnique({ where: { name }, select: { digest: true } });
    return seeded?.digest;
  }

  async saveSeed(name: string, digest: string): Promise<void> {
    await this.client.seededSkill.upsert({
      where: { name },
      create: { name, digest },
      update: { digest, seededAt: new Date() },
    });
  }

  private async writeVersion(
    place: { id: string; skillId: string; sequence: number },
    { definition, digest, version, createdBy, createdAt }: NewVersion,
  ): Promise<void> {
    const { files, metadata, ...fields } = definition;
    await this.client.skillVersion.create({
      data: { ...place, ...fields, metadata: { ...metadata }, version, digest, createdBy, createdAt },
      select: { id: true },
    });
    if (files.length === 0) return;
    const contents = new Map(files.map(({ content }) => [digestOf(content), content]));
    await storeContents(this.client, contents);
    const rows = files.map(({ path, executable, content }) => ({ path, executable, digest: digestOf(content) }));
    await this.client.skillFile.createMany({ data: rows.map((row) => ({ ...row, versionId: place.id })) });
  }
}

const toStored = (
  { id, createdBy, createdAt }: Pick<StoredSkill, 'id' | 'createdBy' | 'createdAt'>,
  versionId: string,
  { definition, digest, version, createdAt: updatedAt }: NewVersion,
): StoredSkill => ({
  id,
  name: definition.name,
  versionId,
  version,
  description: definition.description,
  digest,
  createdBy,
  createdAt,
  updatedAt,
});
