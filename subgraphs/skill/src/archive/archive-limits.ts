import { definitionLimits } from '../definition/definition-limits.js';

/** What a zip may have at most. Inflating stops at the byte limit, so how tightly it is packed needs no limit of its own. */
export const archiveLimits = {
  /** Folders count: zips list them. */
  entries: 1_000,
  unpackedBytes: definitionLimits.totalBytes,
} as const;
