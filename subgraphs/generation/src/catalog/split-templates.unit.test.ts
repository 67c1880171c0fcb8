import { splitTemplates } from './split-templates.js';

const file = (path: string) => ({ path, bytes: Buffer.from(''), executable: false });

describe('splitTemplates', () => {
  it('returns each folder in templates/ as a template, and nothing else', () => {
    const paths = [
      'SKILL.md',
      'templates/README.md',
      'templates/b/template.yaml',
      'templates/a/files/x',
      'templates/b/files/y',
      'docs/templates/c/z',
    ];
    expect(splitTemplates(paths.map(file)).map(({ name, files }) => [name, files.map(({ path }) => path)])).toEqual([
      ['a', ['files/x']],
      ['b', ['template.yaml', 'files/y']],
    ]);
  });

  it('accepts names of prototype members', () => {
    expect(splitTemplates([file('templates/__proto__/files/x'), file('templates/constructor/files/x')])).toHaveLength(
      2,
    );
  });
});
