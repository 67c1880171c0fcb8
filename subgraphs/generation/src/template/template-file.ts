/** One file of a template's folder; `path` is relative to `templates/<name>/`, with forward slashes. */
export interface TemplateFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** The unchecked files of a template. */
export interface TemplateSource {
  /** The folder's name under `templates/`. */
  readonly name: string;
  readonly files: readonly TemplateFile[];
}
