import fc from 'fast-check';

const likelySegment = fc.oneof(
  fc.constantFrom('a', 'A', 'b', 'src', 'Src', 'é', 'É', 'straße', 'STRASSE', 'a\u200c', 'README.md', 'readme.md'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
);

/** Paths of a few parts that often meet each other. */
export const likelyPath = fc.array(likelySegment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

/** Anything that a caller may send for a path. */
export const anyPath = fc.oneof(
  likelyPath,
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('.', '..', '/', '\\', 'a', 'B', ' ', ':', '~1', 'git', 'con', '\0', 'é', '\ud800'), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
);
