import { digestOf } from '@skillwright/rules';
import type { SkillDefinition } from '../definition/skill-definition.js';
import type { StoredBody, StoredFile, StoredSkill } from './stored-skill.js';

/** A skill as a mutation has left it, with everything that its answer can show: nothing has to be read after the commit. */
export interface WrittenSkill {
  readonly skill: StoredSkill;
  /** Newest first. */
  readonly versions: readonly string[];
  readonly body: StoredBody;
  /** In the order in which they are read. */
  readonly files: readonly (StoredFile & { readonly content: Buffer })[];
}

/** The skill whose newest version is `definition`. */
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
