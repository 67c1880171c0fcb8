/** A file as a caller sends it. */
export interface FileInput {
  readonly path: string;
  readonly content: string;
  /** Default: UTF8. */
  readonly encoding?: 'UTF8' | 'BASE64' | undefined;
  readonly executable?: boolean | undefined;
}

/** A definition as a caller sends it, in one of three forms: its fields with files, `skillMd` with files, or `archive` alone. */
export interface DefinitionInput {
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly instructions?: string | null | undefined;
  readonly license?: string | null | undefined;
  readonly compatibility?: string | null | undefined;
  readonly metadata?: unknown;
  readonly allowedTools?: string | null | undefined;
  readonly files?: readonly FileInput[] | null | undefined;
  readonly skillMd?: string | null | undefined;
  /** A zip, in base64. */
  readonly archive?: string | null | undefined;
  readonly version?: string | null | undefined;
}

/** The fields of the form by fields. */
export const fieldNames = [
  'name',
  'description',
  'instructions',
  'license',
  'compatibility',
  'metadata',
  'allowedTools',
] as const satisfies readonly (keyof DefinitionInput)[];
