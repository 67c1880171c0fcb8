import { compile, compileFaults } from '../../test/render.js';
import { manifestOf, templateSource } from '../../test/template-source.js';
import { defaultTemplateLimits } from './limits.js';
import { toFieldErrors } from './template-fault.js';

const parameters = manifestOf({
  port: { type: 'integer', default: 80 },
  license: { type: 'string' },
  docker: { type: 'boolean', default: false },
  tags: { type: 'array', items: { type: 'string' }, default: [] },
  database: { type: 'object', default: {}, properties: { host: { type: 'string', default: 'localhost' } } },
  fields: { type: 'array', default: [], items: { type: 'object', properties: { title: { type: 'string' } } } },
  extra: {},
});

const faultsOf = (text: string, manifest = parameters) =>
  compileFaults(templateSource({ 'template.yaml': manifest, 'files/a.ts.mustache': text }));

describe('compileTemplate', () => {
  it.each([
    ['parameters under their names', '{{name}} {{port}} {{docker}} {{license}}'],
    ['case forms of texts', '{{namePascal}} {{licensePluralKebab}} {{database.hostCamel}}'],
    ['dotted names', '{{database.host}}'],
    ['sections', '{{#docker}}x{{/docker}}{{^docker}}y{{/docker}}{{#license}}{{.}}{{/license}}'],
    ['objects as sections', '{{#database}}{{host}} {{hostPascal}} {{name}}{{/database}}'],
    ['lists with places', '{{#tags}}{{.}}{{^-last}}, {{/-last}}{{-index}}{{#-first}}!{{/-first}}{{/tags}}'],
    ['items that are objects', '{{#fields}}{{title}} {{titlePlural}} {{name}} {{-index}}{{/fields}}'],
    ['comments', '{{! {{nothing }}'],
    ['names that the schema leaves open', '{{#extra}}{{anything}}{{anything.deep}}{{/extra}}'],
  ])('accepts %s', (_what, text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  it.each([
    ['an unknown name', 'a\n  {{prot}}', 'tag_unknown_name', 2, 3],
    ['the constructor of every object', '{{constructor}}', 'tag_unknown_name', 1, 1],
    ['an inherited member of objects', '{{toString}}', 'tag_unknown_name', 1, 1],
    ['hasOwnProperty', '{{#hasOwnProperty}}{{/hasOwnProperty}}', 'tag_unknown_name', 1, 1],
    ['the prototype', '{{__proto__}}', 'tag_unknown_name', 1, 1],
    ['the length of a text', '{{name.length}}', 'tag_unknown_name', 1, 1],
    ['a dotted name that its object does not have', '{{database.name}}', 'tag_unknown_name', 1, 1],
    ['an unknown field of an item', '{{#fields}}\n{{titel}}{{/fields}}', 'tag_unknown_name', 2, 1],
    ['a place outside of lists', '{{-first}}', 'tag_unknown_name', 1, 1],
    ['the item outside of lists', '{{.}}', 'tag_unknown_name', 1, 1],
    ['a case form of a number', '{{portPascal}}', 'tag_unknown_name', 1, 1],
    ['an unknown section', '{{#prot}}{{/prot}}', 'tag_unknown_name', 1, 1],
    ['an unknown inverted section', '{{^prot}}{{/prot}}', 'tag_unknown_name', 1, 1],
    ['handlebars', '{{#docker}}a{{else}}b{{/docker}}', 'tag_unknown_name', 1, 13],
    ['a filter', '{{name | upper}}', 'tag_unknown_name', 1, 1],
    ['JSX', '<div style={{ color: 1 }} />', 'tag_unknown_name', 1, 12],
    ['a workflow expression', 'token: ${{ secrets.TOKEN }}', 'tag_unknown_name', 1, 9],
    ['an empty tag', 'x{{ }}', 'tag_unknown_name', 1, 2],
    ['a list as a text', '{{tags}}', 'tag_not_text', 1, 1],
    ['an object as a text', '{{{database}}}', 'tag_not_text', 1, 1],
    ['a partial', '{{> header}}', 'tag_unsupported', 1, 1],
    ['a change of delimiters', '{{=<% %>=}}', 'tag_unsupported', 1, 1],
    ['a tag that is not closed', 'ok {{name}}\nconst a = {{name', 'tag_syntax', 2, 11],
    ['a triple tag in code', 'x{{{name}}.y}', 'tag_syntax', 1, 2],
    ['a section that is not closed', 'a\n{{#docker}}\nb\n', 'tag_syntax', 2, 1],
    ['a section that is not open', 'a {{/docker}}', 'tag_syntax', 1, 3],
    ['sections that cross', '{{#docker}}{{#tags}}{{/docker}}{{/tags}}', 'tag_syntax', 1, 21],
  ])('refuses %s at its line and column', (_what, text, code, line, column) => {
    expect(faultsOf(text)).toEqual([expect.objectContaining({ code, line, column, path: 'files/a.ts.mustache' })]);
  });

  it('names the known names', () => {
    expect(faultsOf('{{#fields}}{{x}}{{/fields}}')[0]?.message).toMatch(
      /^`x` is not known here; known are `-first`, `-last`, `-index`, `title`, `port`/,
    );
  });

  it('collects the faults of all files', () => {
    const source = templateSource({ 'files/a.mustache': '{{x}}{{y}}', 'files/b.mustache': '{{#z', 'files/{{w}}': '' });
    expect(compileFaults(source).map(({ code, path }) => [path, code])).toEqual([
      ['files/a.mustache', 'tag_unknown_name'],
      ['files/a.mustache', 'tag_unknown_name'],
      ['files/b.mustache', 'tag_syntax'],
      ['files/{{w}}', 'tag_unknown_name'],
    ]);
  });

  it('refuses sections that are nested too deeply', () => {
    const text = '{{#docker}}'.repeat(30_000) + '{{/docker}}'.repeat(30_000);
    const limits = { ...defaultTemplateLimits, renderedSourceBytes: text.length };
    const source = templateSource({ 'template.yaml': parameters, 'files/a.mustache': text });
    expect(compileFaults(source, limits)).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/nested deeper/) }),
    ]);
  });

  it.each([
    ['a path to a parent folder', 'files/../../evil.ts', 'path_traversal'],
    ['an absolute path', 'files//etc/passwd', 'path_absolute'],
    ['a folder of Git', 'files/.git/config', 'path_reserved'],
    ['a drive', 'files/C:/x', 'path_absolute'],
    ['a reserved name', 'files/aux.ts', 'path_reserved'],
    ['nothing but the suffix', 'files/src/.mustache', 'path_segment'],
    ['a section in a path', 'files/{{#docker}}Dockerfile', 'tag_syntax'],
    ['an unknown name in a path', 'files/{{prot}}.ts', 'tag_unknown_name'],
  ])('refuses %s', (_what, path, code) => {
    const source = templateSource({ 'template.yaml': parameters, [path]: '', 'files/ok.ts': '' });
    expect(compileFaults(source)).toEqual([expect.objectContaining({ code, path })]);
  });

  it('refuses two files whose paths differ only in case', () => {
    const source = templateSource({ 'files/README.md': '', 'files/readme.md.mustache': '' });
    expect(compileFaults(source)).toEqual([
      expect.objectContaining({
        code: 'path_duplicate',
        path: 'files/readme.md.mustache',
        message: expect.stringMatching(/README/),
      }),
    ]);
  });

  it('refuses text that is not UTF-8, but copies such bytes', () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0x00);
    expect(compileFaults(templateSource({ 'files/a.mustache': bytes }))).toEqual([
      expect.objectContaining({ code: 'file_not_text' }),
    ]);
    expect(compileFaults(templateSource({ 'files/a.bin': bytes }))).toEqual([]);
  });

  it('names the line of a schema fault and of an example that breaks the schema', () => {
    const schema = 'kind: project\ndescription: x\nparameters:\n  properties:\n    a:\n      $ref: http://x/y\n';
    expect(compileFaults(templateSource({ 'template.yaml': schema }))).toEqual([
      expect.objectContaining({
        code: 'schema_invalid',
        line: 6,
        message: expect.stringMatching(/properties\.a\.\$ref/),
      }),
    ]);
    const example = manifestOf(
      { port: { type: 'integer' } },
      'examples:\n  - name: ok\n  - name: bad\n    parameters: { port: x }\n',
    );
    expect(compileFaults(templateSource({ 'template.yaml': example }))).toEqual([
      { code: 'example_invalid', message: 'example `bad`: `port` must be integer', path: 'template.yaml', line: 6 },
    ]);
  });

  it('refuses a template without manifest or files, with too many or too large files, or an invalid name', () => {
    const file = { path: 'files/a.ts', bytes: Buffer.from('x'), executable: false };
    expect(compileFaults({ name: 'a', files: [file] })).toEqual([
      expect.objectContaining({ code: 'manifest_missing' }),
    ]);
    expect(compileFaults(templateSource({}))).toEqual([expect.objectContaining({ code: 'files_missing' })]);
    expect(compileFaults(templateSource({ 'files/a': '' }, 'Bad_Name'))).toEqual([
      expect.objectContaining({ code: 'template_name' }),
    ]);
    const limits = { ...defaultTemplateLimits, files: 2, renderedSourceBytes: 10, sourceBytes: 100 };
    expect(compileFaults(templateSource({ 'files/a': '', 'files/b': '' }), limits)).toEqual([
      expect.objectContaining({ code: 'template_too_large' }),
    ]);
    expect(compileFaults(templateSource({ 'files/a': 'x'.repeat(100) }), limits)).toEqual([
      expect.objectContaining({ code: 'template_too_large' }),
    ]);
    expect(compileFaults(templateSource({ 'files/a.mustache': 'x'.repeat(11) }), limits)).toEqual([
      expect.objectContaining({ code: 'template_too_large', path: 'files/a.mustache' }),
    ]);
  });

  it('ignores other files than the manifest and `files/`', () => {
    const template = compile(templateSource({ 'README.md': '{{x}}', 'files/a': '' }));
    expect(template.files.map(({ sourcePath }) => sourcePath)).toEqual(['files/a']);
  });

  it('follows a schema that contains itself', () => {
    const manifest = `kind: project\ndescription: x\nparameters: ${JSON.stringify({
      properties: { tree: { $ref: '#/$defs/node' } },
      $defs: {
        node: {
          type: 'object',
          properties: { label: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
        },
      },
    })}`;
    expect(
      faultsOf(
        '{{#tree}}{{label}}{{#children}}{{label}}{{#children}}{{label}}{{/children}}{{/children}}{{/tree}}',
        manifest,
      ),
    ).toEqual([]);
    expect(faultsOf('{{#tree}}{{#children}}{{lable}}{{/children}}{{/tree}}', manifest)).toHaveLength(1);
  });
});

describe('toFieldErrors', () => {
  it('returns the path from the root of the skill and the place', () => {
    const fault = { code: 'tag_syntax', message: 'not closed', path: 'files/a', line: 2, column: 5 } as const;
    expect(toFieldErrors('api', [fault])).toEqual([
      { code: 'tag_syntax', message: 'not closed (line 2, column 5)', path: 'templates/api/files/a', line: 2 },
    ]);
  });
});
