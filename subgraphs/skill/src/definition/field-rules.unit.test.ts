import { definitionLimits } from './definition-limits.js';
import { checkFields } from './field-rules.js';
import type { UncheckedFields } from './skill-definition.js';

const good = { name: 'pdf-forms', description: 'Fills in PDF forms.', instructions: '# Do' };
const check = (fields: UncheckedFields) =>
  checkFields({ ...good, ...fields }, (field, key) => ({ path: key === undefined ? field : `${field}.${key}` })).map(
    ({ code, path }) => `${path}: ${code}`,
  );

describe('checkFields', () => {
  it.each<[string, UncheckedFields]>([
    ['the three fields that are required', {}],
    ['a name of one character', { name: 'a' }],
    ['a name of 64 characters', { name: 'a'.repeat(64) }],
    ['a name of digits', { name: '7-zip-2' }],
    ['a description of 1,024 characters outside the basic plane', { description: '😀'.repeat(1_024) }],
    ['a description over several lines', { description: 'One.\nTwo.' }],
    ['no instructions at all', { instructions: '' }],
    ['a compatibility of 500 characters', { compatibility: 'é'.repeat(500) }],
    ['optional fields that are null', { license: null, compatibility: null, metadata: null, allowedTools: null }],
    ['a map of strings, empty ones too', { metadata: { author: 'me', empty: '', constructor: 'x' } }],
    ['allowed tools in one string', { allowedTools: 'Bash(git:*) Read' }],
  ])('accepts %s', (_what, fields) => {
    expect(check(fields)).toEqual([]);
  });

  it.each<[string, UncheckedFields, string[]]>([
    ['no name', { name: undefined }, ['name: required']],
    ['an empty name', { name: '' }, ['name: blank']],
    ['a name with capitals', { name: 'Pdf' }, ['name: name_form']],
    ['a name that begins with a hyphen', { name: '-pdf' }, ['name: name_form']],
    ['a name that ends with a hyphen', { name: 'pdf-' }, ['name: name_form']],
    ['a name with two hyphens in a row', { name: 'pdf--forms' }, ['name: name_form']],
    ['the name of a device of Windows', { name: 'con' }, ['name: name_reserved']],
    ['a name with an underscore', { name: 'pdf_forms' }, ['name: name_form']],
    ['a name with a slash', { name: '../pdf' }, ['name: name_form']],
    ['a name with a letter outside ASCII', { name: 'é' }, ['name: name_form']],
    ['a name with a newline at its end', { name: 'pdf\n' }, ['name: name_form']],
    ['a name of 65 characters', { name: 'a'.repeat(65) }, ['name: too_long']],
    ['a name that is a number', { name: 7 }, ['name: invalid_type']],
    ['a blank description', { description: ' \n ' }, ['description: blank']],
    ['a description of 1,025 characters', { description: '😀'.repeat(1_025) }, ['description: too_long']],
    ['a description with NUL', { description: 'a\0b' }, ['description: character']],
    ['a description with half a character', { description: 'a\ud800' }, ['description: character']],
    ['no instructions', { instructions: null }, ['instructions: required']],
    ['instructions with NUL', { instructions: '\0' }, ['instructions: character']],
    [
      'instructions over the limit in bytes',
      { instructions: 'é'.repeat(definitionLimits.instructionsBytes / 2 + 1) },
      ['instructions: too_long'],
    ],
    ['a blank licence', { license: '' }, ['license: blank']],
    ['a compatibility of 501 characters', { compatibility: 'a'.repeat(501) }, ['compatibility: too_long']],
    ['a list of tools', { allowedTools: ['Read'] }, ['allowedTools: invalid_type']],
    ['metadata that is a list', { metadata: ['a'] }, ['metadata: invalid_type']],
    ['metadata that is text', { metadata: 'a' }, ['metadata: invalid_type']],
    ['a metadata value that is a number', { metadata: { a: 1 } }, ['metadata.a: invalid_type']],
    ['a metadata value that is null', { metadata: { a: null } }, ['metadata.a: invalid_type']],
    ['a metadata value that is a map', { metadata: { a: {} } }, ['metadata.a: invalid_type']],
    [
      'a metadata key that reaches a prototype',
      { metadata: JSON.parse('{"__proto__": "x"}') as unknown },
      ['metadata: reserved'],
    ],
    ['a metadata key that is blank', { metadata: { ' ': 'x' } }, ['metadata: blank']],
    [
      'more metadata than the limit',
      { metadata: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`k${n}`, 'v'])) },
      ['metadata: too_many'],
    ],
  ])('refuses %s', (_what, fields, faults) => {
    expect(check(fields)).toEqual(faults);
  });

  it('collects the faults of all fields at once', () => {
    expect(check({ name: 'A', description: '', instructions: null, metadata: { a: 1, b: 2 } })).toEqual([
      'name: name_form',
      'description: blank',
      'instructions: required',
      'metadata.a: invalid_type',
      'metadata.b: invalid_type',
    ]);
  });
});
