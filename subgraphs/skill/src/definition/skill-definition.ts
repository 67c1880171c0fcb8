/** A file of a skill, `SKILL.md` excepted. */
export interface DefinitionFile {
  /** Relative to the skill's folder, with `/`. */
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/** A skill as the Agent Skills format has it (agentskills.io), checked whole. */
export interface SkillDefinition {
  readonly name: string;
  readonly description: string;
  /** The Markdown body of `SKILL.md`. */
  readonly instructions: string;
  readonly license: string | null;
  readonly compatibility: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly allowedTools: string | null;
  /** In the order of their paths. */
  readonly files: readonly DefinitionFile[];
}

/** The fields of a definition before any of them has been checked. */
export type UncheckedFields = Readonly<Partial<Record<Exclude<keyof SkillDefinition, 'files'>, unknown>>>;
