import { compareText, digestOf } from '@skillwright/rules';
import { definitionFields, type SkillDefinition } from './skill-definition.js';

/**
 * Returns the digest of a definition: over a JSON array of its fields in a fixed order, metadata and files sorted by
 * key and path, each file by its own digest. Equal content has an equal digest in all forms of a definition.
 */
export function digestDefinition(definition: SkillDefinition): string {
  const { metadata, files } = definition;
  const canonical = [
    ...definitionFields.map((field) =>
      field === 'metadata' ? sortByFirst(Object.entries(metadata)) : definition[field],
    ),
    sortByFirst(files.map((file) => [file.path, file.executable, digestOf(file.content)] as const)),
  ];
  return digestOf(JSON.stringify(canonical));
}

/** Sorts entries by their first elements, in the same order in every locale. */
export function sortByFirst<Entry extends readonly [string, ...unknown[]]>(entries: readonly Entry[]): Entry[] {
  return entries.toSorted(([a], [b]) => compareText(a, b));
}
