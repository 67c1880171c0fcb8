/**
 * The bounds of a skill that more than one service applies: the library to what it stores, generation to the templates
 * that it reads from there.
 */
export const skillLimits = {
  files: 200,
  /** The bound of the instructions and all files together. */
  totalBytes: 8 * 1_024 * 1_024,
  /** The bound of a `template.yaml`. */
  templateManifestBytes: 64 * 1_024,
  /** The bound of the examples in a `template.yaml`. */
  templateExamples: 20,
} as const;
