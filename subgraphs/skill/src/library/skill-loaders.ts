import { skillErrors } from '@skillwright/contracts/skill';
import type { RequestContext } from '@skillwright/subgraph';
import DataLoader from 'dataloader';
import type { SkillRepository } from './skill-repository.js';
import type { StoredBody, StoredFile, StoredSkill } from './stored-skill.js';

/** Batched reads of one request: what many skills ask for at once is one query, and nothing is read that nobody selected. */
export interface SkillLoaders {
  readonly skills: DataLoader<string, StoredSkill | undefined>;
  /** By skill. */
  readonly versions: DataLoader<string, string[]>;
  /** By version. */
  readonly bodies: DataLoader<string, StoredBody | undefined>;
  /** By version. */
  readonly files: DataLoader<string, StoredFile[]>;
  /** The bytes of a file. Throws CONTENTS_TOO_LARGE where the request has asked for too many in all, before it reads them. */
  loadContent(file: StoredFile): Promise<Buffer | undefined>;
}

/** Four skills of the largest size: what a request may hold in memory. */
const contentLimitBytes = 32 * 1024 * 1024;

/** The loaders of a request. */
export function loadersOf(context: RequestContext, skills: SkillRepository): SkillLoaders {
  return context.memo('skill-loaders', () => ({
    skills: new DataLoader((ids) => skills.findSkills(ids)),
    versions: new DataLoader((ids) => skills.findVersions(ids)),
    bodies: new DataLoader((ids) => skills.findBodies(ids)),
    files: new DataLoader((ids) => skills.findFiles(ids)),
    loadContent: createContentLoader(skills),
  }));
}

function createContentLoader(skills: SkillRepository): SkillLoaders['loadContent'] {
  const contents = new DataLoader((digests: readonly string[]) => skills.findContents(digests));
  const counted = new Set<string>();
  let bytes = 0;
  return async ({ digest, size }) => {
    if (!counted.has(digest)) bytes += size;
    counted.add(digest);
    if (bytes > contentLimitBytes) throw skillErrors.CONTENTS_TOO_LARGE({ limitBytes: contentLimitBytes });
    return contents.load(digest);
  };
}
