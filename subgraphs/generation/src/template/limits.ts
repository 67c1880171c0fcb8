/** How large a template may be and how much it may write. All of them are far above what real templates need. */
export interface TemplateLimits {
  readonly files: number;
  /** Of `template.yaml`. */
  readonly manifestBytes: number;
  /** Of one file that is rendered; copied files are bounded by their skill alone. */
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
