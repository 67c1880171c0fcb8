import { growthOf } from '@skillwright/testing';
import { parseManifest } from './manifest.js';
import { parseTags } from './parse-tags.js';
import { checkTags } from './check-tags.js';
import { shapeOfParameters } from './shape.js';

const repeat = (line: (index: number) => string) => (size: number) =>
  Array.from({ length: size }, (_, index) => line(index)).join('');
const head = 'kind: project\ndescription: d\n';
const inParameters = (write: (size: number) => string) => (size: number) => `${head}parameters:\n${write(size)}`;

const manifests: [string, (size: number) => string][] = [
  ['unknown keys', (size) => head + repeat((n) => `key-${n}: v\n`)(size)],
  ['equal keys', (size) => head + repeat(() => 'key: v\n')(size)],
  ['parameters', inParameters(repeat((n) => `  key-${n}: v\n`))],
  [
    'parameters that reach a prototype',
    inParameters((size) => `${repeat((n) => `  k${n}: v\n`)(size)}  __proto__: v\n`),
  ],
  ['keys in braces', (size) => `{${repeat((n) => `key-${n}: v, `)(size)}}`],
  ['lists in lists', inParameters((size) => `  a: ${'['.repeat(size)}`)],
  ['keys that are maps', inParameters((size) => `  ${'? '.repeat(size)}`)],
  ['aliases', (size) => `a: &a v\n${repeat((n) => `b${n}: *a\n`)(size)}`],
  ['examples', (size) => `${head}examples:\n${repeat((n) => `  - name: e${n}\n    parameter: {}\n`)(size)}`],
];

const shape = shapeOfParameters({
  type: 'object',
  properties: { items: { type: 'array', items: { type: 'string' } } },
});
const texts: [string, (size: number) => string][] = [
  ['tags', repeat(() => '{{name}} ')],
  ['tags on lines of their own', repeat(() => '{{! c }}\n')],
  ['unknown names', repeat((n) => `{{none${n}}}\n`)],
  ['sections in sections', (size) => '{{#items}}'.repeat(size) + '{{/items}}'.repeat(size)],
  ['sections without an end', repeat(() => '{{#items}}')],
  ['ends without a section', repeat(() => '{{/items}}')],
  ['openings', repeat(() => '{{ ')],
  ['closings', repeat(() => '}} ')],
  ['partials', repeat((n) => `{{>p${n}}}\n`)],
  ['new delimiters', repeat(() => '{{=<% %>=}}<%={{ }}=%>')],
  ['spaces', (size) => `{{${' '.repeat(size)}name}}`],
  ['blank lines', repeat(() => ' \n')],
];

// Linear work grows fourfold, quadratic work sixteenfold.
const mostGrowth = 8;

it.each(manifests)('a manifest of %s is parsed in a time that grows with its length', (_what, write) => {
  expect(growthOf((size) => parseManifest(write(size)), 1_000)).toBeLessThan(mostGrowth);
});

it.each(texts)('a template of %s is parsed and checked in a time that grows with its length', (_what, write) => {
  const check = (size: number) => {
    try {
      checkTags(parseTags(write(size), 'a.mustache', ['{{', '}}']), shape, { sections: true });
    } catch (error) {
      expect(error).toHaveProperty('fault.code', 'tag_syntax');
    }
  };
  expect(growthOf(check, 1_000)).toBeLessThan(mostGrowth);
});
