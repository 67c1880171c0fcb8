import { Prisma } from '@skillwright/prisma/skill';

/** The condition that selects the newest version of a skill. */
export const isNewest = Prisma.sql`v.id = s.latest_version_id`;

/** Selects stored skills, each at the version that meets `at`. */
export const selectSkills = (at: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT s.id, s.name, v.id AS "versionId", v.version, v.description, v.digest,
    s.created_by AS "createdBy", s.created_at AS "createdAt", v.created_at AS "updatedAt"
  FROM skills s JOIN skill_versions v ON ${at}`;
