import { definitionFields, type SkillDefinition } from '../definition/skill-definition.js';

/** A skill of the library at one of its versions, with the fields that lists show. */
export interface StoredSkill {
  readonly id: string;
  readonly name: string;
  readonly versionId: string;
  readonly version: string;
  readonly description: string;
  readonly digest: string;
  readonly createdBy: string;
  /** The time at which the skill was added to the library. */
  readonly createdAt: Date;
  /** The time at which this version was created. */
  readonly updatedAt: Date;
}

/** The fields of a version that lists do not show. */
export type StoredBody = Omit<SkillDefinition, 'name' | 'description' | 'files'>;

export const bodyFields = definitionFields.filter(
  (field): field is keyof StoredBody => field !== 'name' && field !== 'description',
);

/** A file of a version. Its content is stored under its digest. */
export interface StoredFile {
  readonly path: string;
  readonly size: number;
  readonly digest: string;
  readonly executable: boolean;
}
