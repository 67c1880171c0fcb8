import type { Caller } from '@skillwright/service';
import type { TemplateFile } from '../template/template-file.js';

/** A skill at one of its versions. */
export interface SkillVersion {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

export interface SkillVersionFiles extends SkillVersion {
  /** The files in `templates/`; their paths are relative to the skill's folder. */
  readonly files: readonly TemplateFile[];
}

/** The library of the skill service. Every call throws NEIGHBOUR_* when the service gives no answer. */
export interface SkillLibrary {
  /** Returns a page of the skills at their newest versions, newest skill first. */
  listVersions(
    after: string | undefined,
    caller: Caller,
  ): Promise<{ readonly skills: readonly SkillVersion[]; readonly next: string | undefined }>;
  /** The newest version of a skill; undefined when there is no such skill. */
  findNewest(
    by: { readonly id: string } | { readonly name: string },
    caller: Caller,
  ): Promise<SkillVersion | undefined>;
  /** The files in `templates/` of one version; undefined when there is no such version (any more). */
  findTemplateFiles(id: string, version: string, caller: Caller): Promise<SkillVersionFiles | undefined>;
}
