import { skillLimits } from '@skillwright/rules';

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
  files: skillLimits.files,
  manifestBytes: skillLimits.templateManifestBytes,
  renderedSourceBytes: 512 * 1024,
  sourceBytes: skillLimits.totalBytes,
  outputFiles: 1_000,
  outputBytes: 32 * 1024 * 1024,
};
