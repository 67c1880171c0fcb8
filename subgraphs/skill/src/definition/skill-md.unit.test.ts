import { checkDefinition } from './check-definition.js';
import { optionalTexts, type OptionalText, type SkillDefinition } from './skill-definition.js';
import { parseSkillMd, renderSkillMd } from './skill-md.js';

const errorsOf = (text: string) =>
  parseSkillMd(text, 'skillMd').errors.map(({ code, path, line }) => `${path}:${line} ${code}`);
const withFrontmatter = (yaml: string) => `---\n${yaml}\n---\n\n# Do\n`;
const valid = 'name: pdf-forms\ndescription: Fills in forms.';

describe('parseSkillMd', () => {
  it('reads the six keys and the body', () => {
    const { fields, errors } = parseSkillMd(
      withFrontmatter(
        `${valid}\nlicense: Apache-2.0\ncompatibility: needs git\nallowed-tools: Bash(git:*) Read\nmetadata:\n  author: me\n  version: 1.0`,
      ),
      'skillMd',
    );
    expect(errors).toEqual([]);
    expect(fields).toEqual({
      name: 'pdf-forms',
      description: 'Fills in forms.',
      license: 'Apache-2.0',
      compatibility: 'needs git',
      allowedTools: 'Bash(git:*) Read',
      metadata: { author: 'me', version: '1.0' },
      instructions: '# Do\n',
    });
  });

  it('reads every scalar as a string, whatever its type in YAML', () => {
    const { fields } = parseSkillMd(
      withFrontmatter(
        'name: 12\ndescription: yes\nlicense: ~\nmetadata:\n  a: 0x1F\n  b: 2026-01-01\n  c:\n  true: null',
      ),
      'skillMd',
    );
    expect(fields).toMatchObject({
      name: '12',
      description: 'yes',
      license: '~',
      metadata: { a: '0x1F', b: '2026-01-01', c: '', true: 'null' },
    });
  });

  it('reads quoted and block scalars', () => {
    const { fields, errors } = parseSkillMd(
      withFrontmatter('name: "a"\ndescription: >-\n  one\n  two\nlicense: |\n  x\n  y'),
      'skillMd',
    );
    expect(errors).toEqual([]);
    expect(fields).toMatchObject({ name: 'a', description: 'one two', license: 'x\ny\n' });
  });

  it('reads CRLF and keeps the line endings of the body', () => {
    const { fields, errors } = parseSkillMd(`---\r\nname: a\r\ndescription: b\r\n---\r\n\r\n# Do\r\n`, 'skillMd');
    expect(errors).toEqual([]);
    expect(fields).toMatchObject({ name: 'a', description: 'b', instructions: '# Do\r\n' });
  });

  it('keeps lines of hyphens in the body', () => {
    expect(parseSkillMd(`${withFrontmatter(valid)}---\nmore`, 'skillMd').fields?.instructions).toBe('# Do\n---\nmore');
  });

  it('reads a file that ends with its frontmatter', () => {
    expect(parseSkillMd(`---\n${valid}\n---`, 'skillMd')).toMatchObject({ errors: [], fields: { instructions: '' } });
  });

  it.each([
    ['nothing', '', ['skillMd:1 frontmatter_missing']],
    ['no frontmatter', '# Do', ['skillMd:1 frontmatter_missing']],
    ['a blank line before the frontmatter', `\n${withFrontmatter(valid)}`, ['skillMd:1 frontmatter_missing']],
    ['a byte order mark', `\ufeff${withFrontmatter(valid)}`, ['skillMd:1 bom']],
    ['no closing line', '---\nname: a\n', ['skillMd:1 frontmatter_unclosed']],
    ['an indented closing line', '---\nname: a\n ---\n', ['skillMd:1 frontmatter_unclosed']],
    ['an empty frontmatter', '---\n---\n', ['skillMd:2 yaml']],
    ['a frontmatter that is a list', withFrontmatter('- a\n- b'), ['skillMd:2 yaml']],
    ['a frontmatter that is text', withFrontmatter('just words'), ['skillMd:2 yaml']],
    ['broken YAML', withFrontmatter('name: a\ndescription: b: c'), ['skillMd:3 yaml']],
    ['a repeated key', withFrontmatter('name: a\ndescription: b\nname: c'), ['skillMd:4 yaml']],
    ['a repeated key in another spelling', withFrontmatter('name: a\n"name": c'), ['skillMd:3 yaml']],
    ['an anchor', withFrontmatter('name: &x a\ndescription: b'), ['skillMd:2 yaml']],
    ['an alias', withFrontmatter('name: a\ndescription: *x'), ['skillMd:3 yaml']],
    ['a tag', withFrontmatter('name: !!str a\ndescription: b'), ['skillMd:2 yaml']],
    ['a tag of its own', withFrontmatter('name: a\nmetadata: !x\n  a: b'), ['skillMd:4 yaml']],
    ['flow style', withFrontmatter('name: a\nmetadata: {"a": 1}'), ['skillMd:3 yaml']],
    ['a flow list', withFrontmatter('name: a\nallowed-tools: [Read]'), ['skillMd:3 yaml']],
    ['a key that is a list', withFrontmatter('? - a\n: b'), ['skillMd:2 yaml']],
    ['a second document', withFrontmatter('name: a\n...\nname: b'), ['skillMd:4 yaml']],
    ['an unknown key', withFrontmatter(`${valid}\nversion: 1`), ['skillMd.version:4 unknown_field']],
  ])('refuses %s', (_what, text, errors) => {
    expect(errorsOf(text)).toEqual(errors);
  });

  it('refuses a bomb of nested lists', () => {
    expect(errorsOf(withFrontmatter(`name:\n${'- '.repeat(30_000)}a`))).not.toEqual([]);
    expect(errorsOf(withFrontmatter(`name: ${'['.repeat(30_000)}`))).not.toEqual([]);
    expect(errorsOf(withFrontmatter(`name: ${'{a: '.repeat(15_000)}`))).not.toEqual([]);
  });

  it('refuses a frontmatter over its limit before it is parsed', () => {
    expect(errorsOf(withFrontmatter(`name: ${'a'.repeat(70_000)}`))).toEqual(['skillMd:2 too_long']);
  });

  it('returns the line of each field and each metadata entry', () => {
    const { placeOf } = parseSkillMd(
      withFrontmatter('name: a\n# a remark\ndescription: b\nmetadata:\n  x: 1\nallowed-tools: Read'),
      'SKILL.md',
    );
    expect(placeOf('description')).toEqual({ path: 'SKILL.md.description', line: 4 });
    expect(placeOf('metadata', 'x')).toEqual({ path: 'SKILL.md.metadata.x', line: 6 });
    expect(placeOf('allowedTools')).toEqual({ path: 'SKILL.md.allowed-tools', line: 7 });
    expect(placeOf('license')).toEqual({ path: 'SKILL.md.license' });
  });
});

describe('renderSkillMd', () => {
  const minimal = {
    name: 'pdf-forms',
    description: 'Fills in forms.',
    instructions: '# Do\n',
    metadata: {},
    ...(Object.fromEntries(optionalTexts.map(([field]) => [field, null])) as Record<OptionalText, null>),
  };

  it('writes only the fields of the definition', () => {
    expect(renderSkillMd(minimal)).toBe('---\nname: pdf-forms\ndescription: Fills in forms.\n---\n\n# Do\n');
  });

  it.each<[string, Partial<SkillDefinition>]>([
    ['words that are no strings in YAML', { name: '1', description: 'yes', license: 'null' }],
    ['characters with a meaning in YAML', { description: ': - # & * ! | > \' " % @ ` {a} [b]' }],
    ['leading and trailing white space', { description: '  a  ', compatibility: '\ta\n' }],
    ['several lines', { description: 'one\n\ntwo\n', license: '\n x\n' }],
    ['a description that looks like the closing line', { description: 'a\n---\nb' }],
    ['long lines', { description: 'word '.repeat(200).trim() }],
    ['metadata with strange keys', { metadata: { 'a: b': '1', __proto__x: '2', 'x\ny': 'z', '- ': '', '<<': 'm' } }],
    ['characters outside the basic plane', { description: '😀\u2028é' }],
    ['all fields', { license: 'MIT', compatibility: 'git', allowedTools: 'Read', metadata: { version: '1.0' } }],
  ])('writes %s so that the same is read back', (_what, fields) => {
    const definition = { ...minimal, ...fields };
    const { files, ...read } = checkDefinition({
      ...parseSkillMd(renderSkillMd(definition), 'SKILL.md'),
      files: [],
      filePlaceOf: String,
    });
    expect(files).toEqual([]);
    expect(read).toEqual(definition);
  });
});
