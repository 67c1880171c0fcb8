import { digestOf, sha256Of } from '@skillwright/rules';
import { z } from 'zod';

const file = z.object({ path: z.string(), size: z.int(), sha256: z.string(), executable: z.boolean() });
const template = z.object({ id: z.string(), name: z.string(), version: z.string() });
const parameters = z.record(z.string(), z.unknown());

/** `project.json`: what was generated, from what, with what. One per revision. */
export const projectRecord = z.object({
  format: z.literal(1),
  id: z.string(),
  name: z.string(),
  revision: z.int().min(1),
  digest: z.string(),
  skill_id: z.string(),
  template,
  parameters,
  /** The features added since, oldest first. */
  features: z.array(
    z.object({
      name: z.string(),
      skill_id: z.string(),
      template,
      parameters,
      revision: z.int(),
      created_at: z.string(),
    }),
  ),
  /** By path. */
  files: z.array(file),
  /** Of the first revision. */
  created_at: z.string(),
});

export type ProjectRecord = z.output<typeof projectRecord>;
export type ManifestFile = z.output<typeof file>;
export type UsedTemplate = z.output<typeof template>;

/** A project at its newest revision, without the list of its files. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly digest: string;
  readonly outputPath: string;
  readonly filesCount: number;
  readonly skillId: string;
  readonly template: UsedTemplate;
  readonly createdAt: string;
}

/** The fingerprint of one file as the manifest has it. */
export function toManifestFile(path: string, executable: boolean, bytes: Uint8Array): ManifestFile {
  return { path, size: bytes.length, sha256: sha256Of(bytes), executable };
}

/** `sha256:` and 64 hex digits over all paths, modes and contents. */
export function digestFiles(files: readonly ManifestFile[]): string {
  const lines = files.map(({ path, sha256, executable }) => `${path}\0${executable ? 'x' : '-'}\0${sha256}\n`);
  return digestOf(lines.join(''));
}
