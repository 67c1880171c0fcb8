import { digestOf, sha256Of } from '@skillwright/rules';
import { z } from 'zod';

const file = z.object({ path: z.string(), size: z.int(), sha256: z.string(), executable: z.boolean() });
const template = z.object({ id: z.string(), name: z.string(), version: z.string() });
const parameters = z.record(z.string(), z.unknown());

/** `project.json` of a revision: its files, and the templates and parameters from which it was generated. */
export const projectRecord = z.object({
  format: z.literal(1),
  id: z.string(),
  name: z.string(),
  revision: z.int().min(1),
  digest: z.string(),
  skill_id: z.string(),
  template,
  parameters,
  /** The features added after the first revision, oldest first. */
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
  /** The files, sorted by path. */
  files: z.array(file),
  /** The time of the first revision. */
  created_at: z.string(),
});

export type ProjectRecord = z.output<typeof projectRecord>;
export type FileRecord = z.output<typeof file>;
export type UsedTemplate = z.output<typeof template>;

/** Returns the record of one file. */
export function toFileRecord(path: string, executable: boolean, bytes: Uint8Array): FileRecord {
  return { path, size: bytes.length, sha256: sha256Of(bytes), executable };
}

/** Returns the digest over the paths, modes and contents of all files: `sha256:` and 64 hex digits. */
export function digestFiles(files: readonly FileRecord[]): string {
  const lines = files.map(({ path, sha256, executable }) => `${path}\0${executable ? 'x' : '-'}\0${sha256}\n`);
  return digestOf(lines.join(''));
}
