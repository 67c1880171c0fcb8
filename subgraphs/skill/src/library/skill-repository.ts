import type { Event } from '@skillwright/contracts/events';
import type { SkillDefinition } from '../definition/skill-definition.js';
import type { StoredBody, StoredFile, StoredSkill } from './stored-skill.js';

export interface SkillFilter {
  /** Words that must all occur in name, description or instructions, whole or as a beginning. */
  readonly words: readonly string[];
}

/** Units of work on the same subject take turns; `signal` ends the wait of one that has not begun. */
export interface Turn {
  readonly subject: string;
  readonly signal?: AbortSignal;
}

/** The library's store. Batched reads answer in the order of their keys. */
export interface SkillRepository {
  /** The skill at `version`, or at its newest. */
  findSkill(
    by: { readonly id: string } | { readonly name: string },
    version?: string,
  ): Promise<StoredSkill | undefined>;
  findSkills(ids: readonly string[]): Promise<(StoredSkill | undefined)[]>;
  /** Newest first; with `beforeId` only the skills after that one in this order. */
  listSkills(
    page: SkillFilter & { readonly beforeId?: string | undefined; readonly limit: number },
  ): Promise<StoredSkill[]>;
  countSkills(filter: SkillFilter): Promise<number>;
  /** The version numbers of each skill, newest first. */
  findVersions(skillIds: readonly string[]): Promise<string[][]>;
  findBodies(versionIds: readonly string[]): Promise<(StoredBody | undefined)[]>;
  /** The files of each version, by path. */
  findFiles(versionIds: readonly string[]): Promise<StoredFile[][]>;
  findContents(digests: readonly string[]): Promise<(Buffer | undefined)[]>;
  /**
   * Runs `work` as one unit: all that it writes and publishes is committed together, or nothing of it. Nothing that the
   * caller is answered may be left to be read afterwards.
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
  /** The skill at its newest version, locked: until the commit nobody else changes it or publishes events of it. */
  lockSkill(by: { readonly id: string } | { readonly name: string }): Promise<StoredSkill | undefined>;
  /** The version numbers of a locked skill, newest first. */
  findVersions(skill: StoredSkill): Promise<string[]>;
  /** Throws SKILL_NAME_TAKEN. */
  insertSkill(id: string, first: NewVersion): Promise<StoredSkill>;
  /** `skill` must be locked. */
  insertVersion(skill: StoredSkill, next: NewVersion): Promise<StoredSkill>;
  /** `skill` must be locked. Contents that no other version has go with it. */
  deleteSkill(skill: StoredSkill): Promise<void>;
  publish(event: Event): Promise<void>;
  /** The digest with which a first-party skill was last seeded; until the commit nobody else seeds that name. */
  lockSeed(name: string): Promise<string | undefined>;
  saveSeed(name: string, digest: string): Promise<void>;
}
