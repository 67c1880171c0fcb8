/** A file of a skill other than `SKILL.md`. */
export interface DefinitionFile {
  /** Relative to the skill's folder, with `/`. */
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/** A skill in the Agent Skills format (agentskills.io), without a fault. */
export interface SkillDefinition {
  readonly name: string;
  readonly description: string;
  /** The Markdown body of `SKILL.md`. */
  readonly instructions: string;
  readonly license: string | null;
  readonly compatibility: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly allowedTools: string | null;
  /** Sorted by path. */
  readonly files: readonly DefinitionFile[];
}

/** The fields of a definition, none of them checked. */
export type UncheckedFields = Readonly<Partial<Record<Exclude<keyof SkillDefinition, 'files'>, unknown>>>;
