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
  /** By digest. */
  readonly contents: DataLoader<string, Buffer | undefined>;
}

/** The loaders of a request. */
export function loadersOf(context: RequestContext, skills: SkillRepository): SkillLoaders {
  return context.memo('skill-loaders', () => ({
    skills: new DataLoader((ids) => skills.findSkills(ids)),
    versions: new DataLoader((ids) => skills.findVersions(ids)),
    bodies: new DataLoader((ids) => skills.findBodies(ids)),
    files: new DataLoader((ids) => skills.findFiles(ids)),
    contents: new DataLoader((digests) => skills.findContents(digests)),
  }));
}
