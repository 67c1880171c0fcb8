/** A file of a skill, except `SKILL.md`. */
export interface DefinitionFile {
  /** The path relative to the skill's folder, with `/`. */
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/**
 * The fields of the frontmatter in the order of the Agent Skills format (agentskills.io), each with its key there. A
 * field with `characters` is an optional text of at most that many code points.
 */
export const frontmatterFields = {
  name: { key: 'name' },
  description: { key: 'description' },
  license: { key: 'license', characters: 500 },
  compatibility: { key: 'compatibility', characters: 500 },
  metadata: { key: 'metadata' },
  allowedTools: { key: 'allowed-tools', characters: 4_096 },
} as const;

type FrontmatterField = keyof typeof frontmatterFields;

/** The name of an optional text. */
export type OptionalText = {
  [Field in FrontmatterField]: (typeof frontmatterFields)[Field] extends { readonly characters: number }
    ? Field
    : never;
}[FrontmatterField];

/** The optional texts, each with its most characters. */
export const optionalTexts = Object.entries(frontmatterFields).flatMap(([field, options]) =>
  'characters' in options ? [[field as OptionalText, options.characters] as const] : [],
);

/** A valid skill in the Agent Skills format. */
export interface SkillDefinition extends Readonly<Record<OptionalText, string | null>> {
  readonly name: string;
  readonly description: string;
  /** The Markdown body of `SKILL.md`. */
  readonly instructions: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** The files, sorted by path. */
  readonly files: readonly DefinitionFile[];
}

/** The name of a field other than `files`. */
export type DefinitionField = Exclude<keyof SkillDefinition, 'files'>;

export const definitionFields = [...Object.keys(frontmatterFields), 'instructions'] as readonly DefinitionField[];

/** The unchecked fields of a definition. */
export type UncheckedFields = Readonly<Partial<Record<DefinitionField, unknown>>>;
