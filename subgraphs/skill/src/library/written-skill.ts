import { digestOf } from '@skillwright/rules';
import type { SkillDefinition } from '../definition/skill-definition.js';
import type { StoredBody, StoredFile, StoredSkill } from './stored-skill.js';

/**
 * A skill that a mutation has written, with all fields that its answer can show, so that nothing is read after the
 * commit.
 */
export interface WrittenSkill {
  readonly skill: StoredSkill;
  /** The versions, newest first. */
  readonly versions: readonly string[];
  readonly body: StoredBody;
  /** The files in the order of `findFiles`. */
  readonly files: readonly (StoredFile & { readonly content: Buffer })[];
}

/** Returns the written skill whose newest version is `definition`. */
export function toWritten(
  skill: StoredSkill,
  { name: _name, description: _description, files, ...body }: SkillDefinition,
  versions: readonly string[],
): WrittenSkill {
  return {
    skill,
    versions,
    body,
    files: files
      .map(({ path, executable, content }) => ({
        ...{ path, executable, content },
        ...{ size: content.length, digest: digestOf(content) },
      }))
      .toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path))),
  };
}
