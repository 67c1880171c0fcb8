import type { SkillDefinition } from '../definition/skill-definition.js';

/** A skill of the library at one of its versions, without what is long. */
export interface StoredSkill {
  readonly id: string;
  readonly name: string;
  readonly versionId: string;
  readonly version: string;
  readonly description: string;
  readonly digest: string;
  readonly createdBy: string;
  /** When the skill came into the library. */
  readonly createdAt: Date;
  /** When this version was made. */
  readonly updatedAt: Date;
}

/** What is long in a version. */
export type StoredBody = Pick<
  SkillDefinition,
  'instructions' | 'license' | 'compatibility' | 'metadata' | 'allowedTools'
>;

/** A file of a version; its content is kept under its digest. */
export interface StoredFile {
  readonly path: string;
  readonly size: number;
  readonly digest: string;
  readonly executable: boolean;
}
