/** A file of a skill other than `SKILL.md`. */
export interface DefinitionFile {
  /** Relative to the skill's folder, with `/`. */
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/**
 * The fields of the frontmatter in the order of the Agent Skills format (agentskills.io), each with its key there. A field
 * with `characters` is a text of at most so many code points, and may be left out.
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

/** A text that may be left out. */
export type OptionalText = {
  [Field in FrontmatterField]: (typeof frontmatterFields)[Field] extends { readonly characters: number }
    ? Field
    : never;
}[FrontmatterField];

/** The texts that may be left out, each with the most characters that it may have. */
export const optionalTexts = Object.entries(frontmatterFields).flatMap(([field, options]) =>
  'characters' in options ? [[field as OptionalText, options.characters] as const] : [],
);

/** A skill in the Agent Skills format, without a fault. */
export interface SkillDefinition extends Readonly<Record<OptionalText, string | null>> {
  readonly name: string;
  readonly description: string;
  /** The Markdown body of `SKILL.md`. */
  readonly instructions: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Sorted by path. */
  readonly files: readonly DefinitionFile[];
}

/** The name of a field, beside the files. */
export type DefinitionField = Exclude<keyof SkillDefinition, 'files'>;

export const definitionFields = [...Object.keys(frontmatterFields), 'instructions'] as readonly DefinitionField[];

/** The fields of a definition, none of them checked. */
export type UncheckedFields = Readonly<Partial<Record<DefinitionField, unknown>>>;
