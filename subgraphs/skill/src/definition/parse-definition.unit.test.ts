import { ServiceError } from '@skillwright/service';
import { ZipFile } from 'yazl';
import { digestDefinition } from './definition-digest.js';
import type { DefinitionInput } from './definition-input.js';
import { parseDefinition } from './parse-definition.js';

const skillMd = '---\nname: pdf-forms\ndescription: Fills in forms.\n---\n\n# Do\n';
const fields = { name: 'pdf-forms', description: 'Fills in forms.', instructions: '# Do\n' };
const file = (path: string, content = 'x') => ({ path, content, encoding: 'UTF8' as const, executable: false });

async function archiveOf(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('base64');
}

async function refusal(input: DefinitionInput, knownName?: string): Promise<ServiceError> {
  const error: unknown = await parseDefinition(input, knownName === undefined ? {} : { knownName }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ServiceError)) throw error;
  return error;
}

const faults = async (input: DefinitionInput, knownName?: string) =>
  (await refusal(input, knownName)).errors?.map(({ code, path, line }) => `${path}${line ? `:${line}` : ''} ${code}`);

describe('parseDefinition', () => {
  it('returns the same definition with the same digest for all three forms', async () => {
    const files = [file('b.md', 'B'), file('a/c.md', 'C')];
    const definitions = await Promise.all([
      parseDefinition({ ...fields, files }),
      parseDefinition({ skillMd, files }),
      parseDefinition({ archive: await archiveOf({ 'a/c.md': 'C', 'SKILL.md': skillMd, 'b.md': 'B' }) }),
      parseDefinition({
        archive: await archiveOf({ 'pdf-forms/SKILL.md': skillMd, 'pdf-forms/b.md': 'B', 'pdf-forms/a/c.md': 'C' }),
      }),
      parseDefinition({ archive: await archiveOf({ 'skill.md': skillMd, 'b.md': 'B', 'a/c.md': 'C' }) }),
    ]);
    expect(definitions[0]?.files.map(({ path }) => path)).toEqual(['a/c.md', 'b.md']);
    for (const definition of definitions) expect(definition).toEqual(definitions[0]);
    expect(new Set(definitions.map(digestDefinition)).size).toBe(1);
  });

  it('changes the digest with every change', async () => {
    const base: DefinitionInput = { ...fields, metadata: { a: '1' }, files: [file('a')] };
    const changed: DefinitionInput[] = [
      base,
      { ...base, description: 'Other.' },
      { ...base, instructions: '# Do' },
      { ...base, license: 'MIT' },
      { ...base, compatibility: 'MIT' },
      { ...base, allowedTools: 'MIT' },
      { ...base, metadata: { a: '2' } },
      { ...base, metadata: {} },
      { ...base, files: [file('b')] },
      { ...base, files: [file('a', 'y')] },
      { ...base, files: [{ ...file('a'), executable: true }] },
      { ...base, files: [] },
    ];
    const digests = await Promise.all(changed.map(async (input) => digestDefinition(await parseDefinition(input))));
    expect(new Set(digests).size).toBe(changed.length);
    for (const digest of digests) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('keeps the digest of a stored version, also when the format gets a field', async () => {
    const about = { name: 'pdf-forms', description: 'd', instructions: '# Do', license: 'MIT', metadata: { a: '1' } };
    const definition = await parseDefinition({ ...about, files: [{ path: 'a', content: 'x' }] });
    expect(digestDefinition(definition)).toBe(
      'sha256:cf05d061b699d23ddee1571ecd7b30f78e33eb14ab58b1f6b6600c1e3354fe2d',
    );
  });

  it('ignores the order of metadata and files', async () => {
    const one = await parseDefinition({ ...fields, metadata: { a: '1', b: '2' }, files: [file('a'), file('b')] });
    const other = await parseDefinition({ ...fields, metadata: { b: '2', a: '1' }, files: [file('b'), file('a')] });
    expect(digestDefinition(one)).toBe(digestDefinition(other));
  });

  it('decodes files in base64', async () => {
    const { files } = await parseDefinition({
      ...fields,
      files: [{ path: 'a', content: 'AP+A', encoding: 'BASE64', executable: true }],
    });
    expect(files).toEqual([{ path: 'a', content: Buffer.from([0, 255, 128]), executable: true }]);
  });

  it.each<[string, DefinitionInput, string[]]>([
    ['nothing', {}, ['name required', 'description required', 'instructions required']],
    ['files alone', { files: [] }, ['name required', 'description required', 'instructions required']],
    ['two forms', { ...fields, skillMd }, ['skillMd one_form']],
    ['an archive with fields and files', { ...fields, archive: '', files: [] }, ['archive one_form', 'files one_form']],
    ['invalid base64', { ...fields, files: [{ ...file('a', 'A'), encoding: 'BASE64' }] }, ['files[0].content base64']],
    ['half a character', { ...fields, files: [file('a', '\udc00')] }, ['files[0].content character']],
    ['an archive that is not base64', { archive: 'hello!' }, ['archive base64']],
    ['a bad path', { ...fields, files: [file('templates/../../x')] }, ['files[0].path path_traversal']],
    [
      'faults in many places',
      { name: 'A', instructions: 'x', metadata: { a: 1 }, files: [file('/a'), file('SKILL.md')] },
      [
        'name name_form',
        'description required',
        'metadata.a invalid_type',
        'files[0].path path_absolute',
        'files[1].path path_reserved',
      ],
    ],
    [
      'faults in a SKILL.md, with their lines',
      { skillMd: '---\nname: A\nextra: 1\ndescription:\n---\n' },
      ['skillMd.extra:3 unknown_field', 'skillMd.name:2 name_form', 'skillMd.description:4 blank'],
    ],
    ['a SKILL.md in flow style', { skillMd: '---\nname: a\nmetadata: {a: b}\n---\n' }, ['skillMd:3 yaml']],
    ['a SKILL.md without frontmatter', { skillMd: '# Do' }, ['skillMd:1 frontmatter_missing']],
  ])('refuses %s with the place of each fault', async (_what, input, expected) => {
    expect(await faults(input)).toEqual(expected);
  });

  describe('of an archive', () => {
    it.each<[string, Record<string, string | Buffer>, string[]]>([
      ['without a SKILL.md', { 'a/README.md': '' }, ['archive required']],
      ['with a SKILL.md two folders down', { 'a/b/SKILL.md': skillMd }, ['archive required']],
      ['with another spelling of SKILL.md', { 'Skill.md': skillMd }, ['archive required']],
      ['with SKILL.md in both spellings', { 'SKILL.md': skillMd, 'skill.md': '' }, ['skill.md path_reserved']],
      ['whose folder has another name', { 'forms/SKILL.md': skillMd }, ['SKILL.md.name:2 folder_name']],
      ['whose SKILL.md is not UTF-8', { 'SKILL.md': Buffer.from([0xff, 0xfe, 0x2d]) }, ['SKILL.md utf8']],
      ['with a fault in its SKILL.md', { 'SKILL.md': `\ufeff${skillMd}` }, ['SKILL.md:1 bom']],
      ['with files that differ by case alone', { 'SKILL.md': skillMd, a: '', A: '' }, ['A path_duplicate']],
    ])('refuses one %s', async (_what, files, expected) => {
      expect(await faults({ archive: await archiveOf(files) })).toEqual(expected);
    });

    it('refuses one with more than 200 files', async () => {
      const files = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, '']));
      expect(await faults({ archive: await archiveOf({ 'SKILL.md': skillMd, ...files }) })).toEqual(['f200 too_many']);
    });

    it('refuses one over 8 MiB before it is opened', async () => {
      const archive = Buffer.alloc(8 * 1024 * 1024 + 1).toString('base64');
      expect(await refusal({ archive })).toMatchObject({ code: 'ARCHIVE_TOO_LARGE', category: 'too_large' });
    });
  });

  it('refuses a definition over 8 MiB', async () => {
    const files = ['a', 'b', 'c'].map((path) => file(path, 'x'.repeat(3 * 1024 * 1024)));
    expect(await refusal({ ...fields, files })).toMatchObject({ code: 'SKILL_TOO_LARGE', category: 'too_large' });
  });

  describe('for an existing skill', () => {
    it('uses the name of the skill when the fields have none', async () => {
      const { name } = await parseDefinition({ description: 'd', instructions: '' }, { knownName: 'pdf-forms' });
      expect(name).toBe('pdf-forms');
    });

    it('refuses another name in every form', async () => {
      expect(await faults(fields, 'other')).toEqual(['name name_fixed']);
      expect(await faults({ skillMd }, 'other')).toEqual(['skillMd.name:2 name_fixed']);
    });
  });
});
