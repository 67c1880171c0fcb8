import type { UsedTemplate } from './project-record.js';

/** A project at its newest revision, without the list of its files. */
export interface StoredProject {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly digest: string;
  /** An absolute path. */
  readonly outputPath: string;
  readonly filesCount: number;
  readonly skillId: string;
  readonly template: UsedTemplate;
  readonly createdAt: string;
}
