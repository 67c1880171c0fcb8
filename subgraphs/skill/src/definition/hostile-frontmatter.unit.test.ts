import { growthOf } from '@skillwright/testing';
import { parseSkillMd } from './skill-md.js';
import { toTrials } from '../verification/template-trials.js';

const repeat = (line: (index: number) => string) => (size: number) =>
  Array.from({ length: size }, (_, index) => line(index)).join('');

/** Texts that grow with their size, each against another part of a YAML parser. */
const hostile: [string, (size: number) => string][] = [
  ['different keys', repeat((n) => `key-${n}: v\n`)],
  ['different keys of a map inside', (size) => `metadata:\n${repeat((n) => `  key-${n}: v\n`)(size)}`],
  ['different keys in braces', (size) => `{${repeat((n) => `key-${n}: v, `)(size)}}\n`],
  ['equal keys', repeat(() => 'key: v\n')],
  ['explicit keys', repeat((n) => `? key-${n}\n: v\n`)],
  ['keys without a value', repeat((n) => `? key-${n}\n`)],
  ['merges', repeat(() => '<<: {a: b}\n')],
  ['items', repeat(() => '- a\n')],
  ['lists in lists', repeat(() => '- ')],
  ['keys that are maps with keys that are maps', repeat(() => '? ')],
  ['brackets', repeat(() => '[')],
  ['braces', repeat(() => '{a: ')],
  ['closed brackets', (size) => '['.repeat(size) + ']'.repeat(size)],
  [
    'maps in maps',
    (size) => Array.from({ length: Math.ceil(Math.sqrt(size)) }, (_, n) => `${' '.repeat(n)}a:\n`).join(''),
  ],
  ['commas', (size) => `[${','.repeat(size)}]`],
  ['anchors', repeat((n) => `a${n}: &x${n} v\n`)],
  ['anchors at one place', (size) => `a: ${'&a '.repeat(size)}v\n`],
  ['aliases', (size) => `a: &a v\n${repeat((n) => `b${n}: *a\n`)(size)}`],
  ['aliases of nothing', repeat((n) => `b${n}: *a\n`)],
  ['tags', repeat((n) => `a${n}: !x v\n`)],
  ['documents', repeat(() => '--- a\n')],
  ['directives', repeat(() => '%YAML 1.2\n')],
  ['comments', (size) => `${'# c\n'.repeat(size)}name: a\n`],
  ['blank lines', (size) => `name: a\n${'\n'.repeat(size)}description: b\n`],
  ['lines of a plain text', (size) => `name:\n${'  x\n'.repeat(size)}`],
  ['lines of a quoted text', (size) => `name: "${'x\n  '.repeat(size)}"\n`],
  ['a quoted text without an end', (size) => `name: "${'x\n  '.repeat(size)}\n`],
  ['escapes', (size) => `name: "${'\\u0041'.repeat(size)}"\n`],
  ['lines of a block text', (size) => `name: |\n${'  x\n'.repeat(size)}`],
  ['lines of a folded text', (size) => `name: >\n${'  x\n\n'.repeat(size)}`],
  ['colons', (size) => `a${': a'.repeat(size)}\n`],
  ['carriage returns', repeat((n) => `a${n}: b\r`)],
];

// Linear work grows fourfold, quadratic work sixteenfold.
const mostGrowth = 8;

describe.each(hostile)('a text of %s', (_what, write) => {
  it('is read as a frontmatter in a time that grows with its length', () => {
    expect(growthOf((size) => parseSkillMd(`---\n${write(size)}\n---\n`, 'SKILL.md'), 400)).toBeLessThan(mostGrowth);
  });

  it('is read as a manifest of trials in a time that grows with its length', () => {
    expect(growthOf((size) => toTrials('a', write(size)), 400)).toBeLessThan(mostGrowth);
  });
});

it('the faults of a frontmatter are found in a time that grows with their number', () => {
  const metadata = (size: number) => `metadata:\n${repeat((n) => `  k${n}:\n    - a\n`)(size)}`;
  expect(growthOf((size) => parseSkillMd(`---\n${metadata(size)}---\n`, 'SKILL.md'), 400)).toBeLessThan(mostGrowth);
});
