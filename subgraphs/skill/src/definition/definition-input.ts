import type { DefinitionField } from './skill-definition.js';

/** A file as a caller sends it. */
export interface FileInput {
  readonly path: string;
  readonly content: string;
  /** Default: UTF8. */
  readonly encoding?: 'UTF8' | 'BASE64' | undefined;
  readonly executable?: boolean | undefined;
}

/** The fields as a caller sends them. */
type FieldInputs = {
  readonly [Field in DefinitionField]?: Field extends 'metadata' ? unknown : string | null | undefined;
};

/** A definition as a caller sends it, in one of three forms: its fields with files, `skillMd` with files, or `archive` alone. */
export interface DefinitionInput extends FieldInputs {
  readonly files?: readonly FileInput[] | null | undefined;
  readonly skillMd?: string | null | undefined;
  /** A zip, in base64. */
  readonly archive?: string | null | undefined;
  readonly version?: string | null | undefined;
}
