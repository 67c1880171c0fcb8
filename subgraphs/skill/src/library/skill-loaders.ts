import { skillErrors } from '@skillwright/contracts/skill';
import type { ResolverContext } from '@skillwright/subgraph';
import DataLoader from 'dataloader';
import type { SkillRepository } from './skill-repository.js';
import type { StoredBody, StoredFile, StoredSkill } from './stored-skill.js';
import type { WrittenSkill } from './written-skill.js';

/** The batched reads of one request. A field of many skills is read by one query, and only selected fields are read. */
export interface SkillLoaders {
  readonly skills: DataLoader<string, StoredSkill | undefined>;
  /** By skill. */
  readonly versions: DataLoader<string, string[]>;
  /** By version. */
  readonly bodies: DataLoader<string, StoredBody | undefined>;
  /** By version. */
  readonly files: DataLoader<string, StoredFile[]>;
  /**
   * Returns the bytes of a file. Throws CONTENTS_TOO_LARGE before reading when the request's contents exceed the limit.
   */
  loadContent(file: StoredFile): Promise<Buffer | undefined>;
  /** Makes the fields of a written skill be answered from memory instead of the database. */
  remember(written: WrittenSkill): void;
}

/** The most bytes of contents in one request: four skills of the largest size. */
const contentLimitBytes = 32 * 1024 * 1024;

/** Returns the loaders of a request. */
export function loadersOf(context: ResolverContext, skills: SkillRepository): SkillLoaders {
  return context.memo('skill-loaders', () => createLoaders(skills));
}

function createLoaders(repository: SkillRepository): SkillLoaders {
  const skills = new DataLoader((ids: readonly string[]) => repository.findSkills(ids));
  const versions = new DataLoader((ids: readonly string[]) => repository.findVersions(ids));
  const bodies = new DataLoader((ids: readonly string[]) => repository.findBodies(ids));
  const files = new DataLoader((ids: readonly string[]) => repository.findFiles(ids));
  const contents = new DataLoader((digests: readonly string[]) => repository.findContents(digests));
  return {
    ...{ skills, versions, bodies, files },
    loadContent: countBytes((digest) => contents.load(digest)),
    remember: (written) => {
      const { id, versionId } = written.skill;
      skills.prime(id, written.skill);
      versions.prime(id, [...written.versions]);
      bodies.prime(versionId, written.body);
      files.prime(versionId, [...written.files]);
      for (const { digest, content } of written.files) contents.prime(digest, content);
    },
  };
}

function countBytes(load: (digest: string) => Promise<Buffer | undefined>): SkillLoaders['loadContent'] {
  const counted = new Set<string>();
  let bytes = 0;
  return async ({ digest, size }) => {
    if (!counted.has(digest)) bytes += size;
    counted.add(digest);
    if (bytes > contentLimitBytes) throw skillErrors.CONTENTS_TOO_LARGE({ limitBytes: contentLimitBytes });
    return load(digest);
  };
}
