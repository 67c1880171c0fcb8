/** The bounds of a template and of its output, far above the needs of real templates. */
export interface TemplateLimits {
  readonly files: number;
  /** The bound on `template.yaml`. */
  readonly manifestBytes: number;
  /** The bound on one rendered file; a copied file is bounded by its skill alone. */
  readonly renderedSourceBytes: number;
  readonly sourceBytes: number;
  readonly outputFiles: number;
  readonly outputBytes: number;
}

export const defaultTemplateLimits: TemplateLimits = {
  files: 200,
  manifestBytes: 64 * 1024,
  renderedSourceBytes: 512 * 1024,
  sourceBytes: 8 * 1024 * 1024,
  outputFiles: 1_000,
  outputBytes: 32 * 1024 * 1024,
};
