import { parseManifest } from './manifest.js';

const faultsOf = (text: string) => {
  const result = parseManifest(text);
  return 'faults' in result ? result.faults : [];
};

describe('parseManifest', () => {
  it('reads kind, description, parameters, examples and delimiters', () => {
    const result = parseManifest(
      [
        'kind: feature',
        'description: Adds an endpoint.',
        "delimiters: ['<%', '%>']",
        'parameters:',
        '  properties:',
        '    port: { type: integer }',
        'examples:',
        '  - name: orders',
        '    parameters: { port: 80 }',
      ].join('\n'),
    );
    expect(result).toMatchObject({
      manifest: {
        kind: 'feature',
        description: 'Adds an endpoint.',
        delimiters: ['<%', '%>'],
        parameters: { properties: { port: { type: 'integer' } } },
        examples: [{ name: 'orders', parameters: { port: 80 } }],
      },
    });
  });

  it('does not require parameters, examples and delimiters', () => {
    expect(parseManifest('kind: project\ndescription: x')).toMatchObject({
      manifest: { parameters: {}, examples: [], delimiters: ['{{', '}}'] },
    });
  });

  it('reports every fault with its line', () => {
    expect(faultsOf('kind: library\ndescription: " "\n\nextra: 1\nexamples:\n  - name: Bad Name\n')).toEqual([
      { code: 'manifest_invalid', message: '`kind` must be project or feature', path: 'template.yaml', line: 1 },
      { code: 'manifest_invalid', message: '`description` must not be blank', path: 'template.yaml', line: 2 },
      expect.objectContaining({ message: '`examples.0.name` must be 1-64 of a-z, 0-9 and single hyphens', line: 6 }),
      { code: 'manifest_invalid', message: '`extra` is not known here', path: 'template.yaml', line: 4 },
    ]);
  });

  it.each([
    ['broken YAML', 'kind: project\ndescription: "open', 'manifest_unreadable'],
    ['a key given twice', 'kind: project\nkind: feature', 'manifest_unreadable'],
    ['an alias', 'kind: &a project\ndescription: *a', 'manifest_unreadable'],
    ['a tag of a language', 'kind: !!js/function "x"\ndescription: x', 'manifest_unreadable'],
    ['an empty file', '', 'manifest_invalid'],
    ['a list', '- kind', 'manifest_invalid'],
    ['a prototype key', 'kind: project\ndescription: x\nparameters: { __proto__: { a: 1 } }', 'manifest_invalid'],
    [
      'deep nesting',
      `kind: project\ndescription: x\nparameters: ${'{a: '.repeat(50)}1${'}'.repeat(50)}`,
      'manifest_invalid',
    ],
    ['nesting that overflows the stack', `parameters: ${'['.repeat(20_000)}`, 'manifest_unreadable'],
    ['delimiters with white space', 'kind: project\ndescription: x\ndelimiters: ["< ", ">>"]', 'manifest_invalid'],
    ['delimiters with an equals sign', 'kind: project\ndescription: x\ndelimiters: ["<=", "=>"]', 'manifest_invalid'],
  ])('refuses %s', (_what, text, code) => {
    expect(faultsOf(text)[0]?.code).toBe(code);
  });

  it('does not expand an alias bomb', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'.split('').map((key, index) => {
        const before = 'abcdefgh'[index];
        return `${key}: &${key} [*${before}, *${before}, *${before}, *${before}, *${before}, *${before}, *${before}, *${before}]`;
      }),
    ].join('\n');
    expect(faultsOf(bomb)).toEqual([expect.objectContaining({ message: 'aliases are not allowed' })]);
  });
});
