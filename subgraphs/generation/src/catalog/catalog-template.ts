import type { TemplateRecord } from './version-record.js';

/** A usable template, with the skill version that brought it. */
export interface CatalogTemplate extends TemplateRecord {
  readonly skillId: string;
  readonly skillName: string;
  readonly version: string;
  /** The file that the engine reads it from. */
  readonly bundlePath: string;
}
