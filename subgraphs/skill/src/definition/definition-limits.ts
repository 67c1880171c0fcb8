import { skillLimits } from '@skillwright/rules';

/**
 * The bounds of one definition. Bounds of its optional texts are in `frontmatterFields`, bounds of its paths in
 * @skillwright/rules. Characters are code points.
 */
export const definitionLimits = {
  nameCharacters: 64,
  descriptionCharacters: 1_024,
  metadataEntries: 100,
  metadataKeyCharacters: 128,
  metadataValueCharacters: 2_048,
  frontmatterBytes: 64 * 1_024,
  instructionsBytes: 1_024 * 1_024,
  files: skillLimits.files,
  /** The bound of the instructions and all files together. */
  totalBytes: skillLimits.totalBytes,
} as const;
