import type { DefinitionField } from './skill-definition.js';

/** A file in a request. */
export interface FileInput {
  readonly path: string;
  readonly content: string;
  /** The encoding of `content`. Default: UTF8. */
  readonly encoding?: 'UTF8' | 'BASE64' | undefined;
  readonly executable?: boolean | undefined;
}

/** The fields in a request. */
type FieldInputs = {
  readonly [Field in DefinitionField]?: Field extends 'metadata' ? unknown : string | null | undefined;
};

/**
 * A definition in a request, in one of three forms: its fields with files, `skillMd` with files, or `archive` alone.
 */
export interface DefinitionInput extends FieldInputs {
  readonly files?: readonly FileInput[] | null | undefined;
  readonly skillMd?: string | null | undefined;
  /** A zip, in base64. */
  readonly archive?: string | null | undefined;
  readonly version?: string | null | undefined;
}
