import { compareText, digestOf } from '@skillwright/rules';
import { definitionFields, type DefinitionField, type SkillDefinition } from './skill-definition.js';

const firstFields: readonly DefinitionField[] = [
  ...(['name', 'description', 'license', 'compatibility', 'metadata', 'allowedTools', 'instructions'] as const),
];

/**
 * Returns the digest of a definition: over a JSON array of its fields in a fixed order, metadata and files sorted by
 * key and path, each file by its own digest. Equal content has an equal digest in all forms of a definition.
 */
export function digestDefinition(definition: SkillDefinition): string {
  const { metadata, files } = definition;
  const canonical = [
    ...firstFields.map((field) => (field === 'metadata' ? sortByFirst(Object.entries(metadata)) : definition[field])),
    sortByFirst(files.map((file) => [file.path, file.executable, digestOf(file.content)] as const)),
    // A field that the format got later counts where it is set, so that digests of stored versions stay equal.
    ...definitionFields.flatMap((field) =>
      firstFields.includes(field) || definition[field] === null ? [] : [[field, definition[field]]],
    ),
  ];
  return digestOf(JSON.stringify(canonical));
}

/** Sorts entries by their first elements, in the same order in every locale. */
export function sortByFirst<Entry extends readonly [string, ...unknown[]]>(entries: readonly Entry[]): Entry[] {
  return entries.toSorted(([a], [b]) => compareText(a, b));
}
