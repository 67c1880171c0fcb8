import { createHash } from 'node:crypto';
import type { SkillDefinition } from './skill-definition.js';

/** `sha256:` and 64 hex digits over some bytes. */
export function digestOf(bytes: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/**
 * The digest of a whole definition: over a JSON array of its fields in a fixed order, metadata and files sorted by key
 * and path, each file by its own digest. Equal content has an equal digest, in whatever form it came.
 */
export function digestDefinition(definition: SkillDefinition): string {
  const { name, description, license, compatibility, metadata, allowedTools, instructions, files } = definition;
  const canonical = [
    name,
    description,
    license,
    compatibility,
    sortByFirst(Object.entries(metadata)),
    allowedTools,
    instructions,
    sortByFirst(files.map((file) => [file.path, file.executable, digestOf(file.content)] as const)),
  ];
  return digestOf(JSON.stringify(canonical));
}

/** Sorts by UTF-16 code units, as no locale has a say in. */
export function sortByFirst<Entry extends readonly [string, ...unknown[]]>(entries: readonly Entry[]): Entry[] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
