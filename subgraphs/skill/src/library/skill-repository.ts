import type { Event } from '@skillwright/contracts/events';
import type { SkillDefinition } from '../definition/skill-definition.js';
import type { StoredBody, StoredFile, StoredSkill } from './stored-skill.js';

export interface SkillFilter {
  /** Words that must all be in name, description or instructions, as a whole word or as its beginning. */
  readonly words: readonly string[];
}

/** The turn of a unit of work: units on the same subject run one after another. `signal` ends the wait for the turn. */
export interface Turn {
  readonly subject: string;
  readonly signal?: AbortSignal;
}

/** The library's store. Batched reads return their results in the order of the keys. */
export interface SkillRepository {
  /** Finds a skill at `version`, or at its newest. */
  findSkill(
    by: { readonly id: string } | { readonly name: string },
    version?: string,
  ): Promise<StoredSkill | undefined>;
  findSkills(ids: readonly string[]): Promise<(StoredSkill | undefined)[]>;
  /** Lists skills, newest first. `beforeId` limits the list to older skills than that one. */
  listSkills(
    page: SkillFilter & { readonly beforeId?: string | undefined; readonly limit: number },
  ): Promise<StoredSkill[]>;
  countSkills(filter: SkillFilter): Promise<number>;
  /** Returns the versions of each skill, newest first. */
  findVersions(skillIds: readonly string[]): Promise<string[][]>;
  findBodies(versionIds: readonly string[]): Promise<(StoredBody | undefined)[]>;
  /** Returns the files of each version, sorted by path. */
  findFiles(versionIds: readonly string[]): Promise<StoredFile[][]>;
  findContents(digests: readonly string[]): Promise<(Buffer | undefined)[]>;
  /**
   * Runs `work` as one unit: all its writes and events are committed together, or none. `work` must return everything
   * that the answer needs, since nothing may be read after the commit.
   */
  transaction<Result>(turn: Turn, work: (transaction: SkillTransaction) => Promise<Result>): Promise<Result>;
}

export interface NewVersion {
  readonly definition: SkillDefinition;
  readonly digest: string;
  readonly version: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** The writes of one transaction. */
export interface SkillTransaction {
  /**
   * Finds and locks a skill at its newest version. Until the commit, no other transaction changes it or writes its
   * events.
   */
  lockSkill(by: { readonly id: string } | { readonly name: string }): Promise<StoredSkill | undefined>;
  /** Returns the versions of a locked skill, newest first. */
  findVersions(skill: StoredSkill): Promise<string[]>;
  /** Inserts a skill with its first version. Throws SKILL_NAME_TAKEN. */
  insertSkill(id: string, first: NewVersion): Promise<StoredSkill>;
  /** Inserts the next version of a locked skill. */
  insertVersion(skill: StoredSkill, next: NewVersion): Promise<StoredSkill>;
  /** Deletes a locked skill, and the contents that no other version has. */
  deleteSkill(skill: StoredSkill): Promise<void>;
  publish(event: Event): Promise<void>;
  /**
   * Returns the digest of the last seeding of a first-party skill and locks that name against other seeding until the
   * commit.
   */
  lockSeed(name: string): Promise<string | undefined>;
  saveSeed(name: string, digest: string): Promise<void>;
}
