import { compile, renderFault, renderFiles, renderTexts } from '../../test/render.js';
import { manifestOf, templateSource } from '../../test/template-source.js';
import { defaultTemplateLimits } from '../template/limits.js';
import { renderTemplate } from './render-template.js';

const text = { type: 'string' };
const one = (properties: Record<string, unknown>, body: string, path = 'files/a.txt.mustache') =>
  templateSource({ 'template.yaml': manifestOf(properties), [path]: body });

describe('renderTemplate', () => {
  it('renders files with the suffix and copies all others byte for byte', () => {
    const binary = Uint8Array.of(0, 255, 123, 123, 13, 10);
    const files = renderFiles(
      templateSource({
        'files/src/{{name}}.ts.mustache': 'export const app = "{{namePascal}}";\n',
        'files/logo.png': binary,
        'files/jsx.tsx': '<div style={{ color }} />',
        'files/docs/a.mustache.mustache': '{{name}}',
      }),
      { name: 'order-item' },
    );
    expect(files.map(({ path }) => path)).toEqual(['docs/a.mustache', 'jsx.tsx', 'logo.png', 'src/order-item.ts']);
    expect(Buffer.from(files[1]?.bytes ?? []).toString()).toBe('<div style={{ color }} />');
    expect(files[2]?.bytes).toEqual(binary);
    expect(Buffer.from(files[3]?.bytes ?? []).toString()).toBe('export const app = "OrderItem";\n');
  });

  it('keeps the executable bit, line endings and a byte order mark', () => {
    const files = renderFiles(
      templateSource({
        'files/run.sh.mustache': { content: '\uFEFF#!/bin/sh\r\n{{! gone }}\r\necho {{name}}\r\n', executable: true },
      }),
    );
    expect(files).toEqual([
      { path: 'run.sh', bytes: Buffer.from('\uFEFF#!/bin/sh\r\necho shop\r\n'), executable: true },
    ]);
  });

  it('renders the same bytes for the same input, sorted by path in code units', () => {
    const source = templateSource({
      'files/b': '',
      'files/B2': '',
      'files/a/{{name}}': '',
      'files/a-b.mustache': '{{name}}',
    });
    expect(renderFiles(source)).toEqual(renderFiles(source));
    expect(renderFiles(source).map(({ path }) => path)).toEqual(['B2', 'a-b', 'a/shop', 'b']);
  });

  it('escapes nothing in code', () => {
    const value = `<a href="x">&'\`=/</a>`;
    expect(renderTexts(one({ v: text }, '{{v}} {{{v}}} {{&v}}'), { parameters: { v: value } })).toEqual({
      'a.txt': `${value} ${value} ${value}`,
    });
  });

  it('escapes values in JSON files, except in a triple tag', () => {
    const source = one(
      { v: text, n: { type: 'integer' } },
      '{"v": "{{v}}", "n": {{n}}, "raw": {{{v}}}}',
      'files/a.json.mustache',
    );
    expect(renderTexts(source, { parameters: { v: 'say "hi"\n\\', n: 3 } })).toEqual({
      'a.json': '{"v": "say \\"hi\\"\\n\\\\", "n": 3, "raw": say "hi"\n\\}',
    });
  });

  it('renders lists with places, objects and case forms of their fields', () => {
    const fields = {
      type: 'array',
      items: { type: 'object', properties: { title: text, required: { type: 'boolean' } } },
    };
    const body =
      '{{#fields}}{{-index}}:{{titleCamel}}{{#required}}!{{/required}}{{^-last}}, {{/-last}}{{/fields}}{{^fields}}none{{/fields}}';
    const parameters = {
      fields: [
        { title: 'first name', required: true },
        { title: 'age', required: false },
      ],
    };
    expect(renderTexts(one({ fields }, body), { parameters })).toEqual({ 'a.txt': '0:firstName!, 1:age' });
    expect(renderTexts(one({ fields }, body), { parameters: { fields: [] } })).toEqual({ 'a.txt': 'none' });
  });

  it('renders lists of lists, each with its own places', () => {
    const rows = { type: 'array', items: { type: 'array', items: text } };
    const body = '{{#rows}}{{-index}}[{{#.}}{{-index}}{{.}}{{#-last}};{{/-last}}{{/.}}]{{/rows}}';
    expect(renderTexts(one({ rows }, body), { parameters: { rows: [['a', 'b'], ['c']] } })).toEqual({
      'a.txt': '0[0a1b;]1[0c;]',
    });
  });

  it('writes false, zero and an empty text, and treats them as empty in sections', () => {
    const properties = { no: { type: 'boolean' }, zero: { type: 'integer' }, blank: text };
    const body =
      '[{{no}}|{{zero}}|{{blank}}]{{#no}}x{{/no}}{{#zero}}x{{/zero}}{{#blank}}x{{/blank}}{{^blank}}empty{{/blank}}';
    expect(renderTexts(one(properties, body), { parameters: { no: false, zero: 0, blank: '' } })).toEqual({
      'a.txt': '[false|0|]empty',
    });
  });

  it('does not use an outer name for a missing field', () => {
    const fields = { type: 'array', items: { type: 'object', properties: { name: text } } };
    const source = one({ fields }, '{{#fields}}{{#name}}{{.}}{{/name}}{{^name}}-{{/name}}{{/fields}}');
    expect(renderTexts(source, { parameters: { fields: [{ name: 'x' }, {}] } })).toEqual({ 'a.txt': 'x-' });
    expect(renderFault(one({ fields }, 'a\n{{#fields}}{{name}}{{/fields}}'), { parameters: { fields: [{}] } })).toEqual(
      {
        code: 'tag_no_value',
        message: '`name` has no value: give it a default, or write it inside a section',
        path: 'files/a.txt.mustache',
        line: 2,
        column: 12,
      },
    );
  });

  it('looks up the rest of a dotted name only in the value of its first part', () => {
    const object = { type: 'object', properties: { host: text } };
    const outer = {
      a: object,
      inner: { type: 'object', properties: { a: { type: 'object', properties: { port: text } } } },
    };
    const source = one(outer, '{{#inner}}{{#a}}{{#a.port}}{{.}}{{/a.port}}{{/a}}{{/inner}}');
    expect(compile(source).files).toHaveLength(1);
    expect(renderFault(one({ a: object }, '{{a.host}}'), { parameters: {} })).toMatchObject({ code: 'tag_no_value' });
  });

  it('refuses a case form of a text that is not an identifier', () => {
    expect(renderFault(one({ v: text }, '{{vPascal}}'), { parameters: { v: 'what is this?' } })).toMatchObject({
      code: 'tag_no_value',
      message: expect.stringMatching(/"what is this\?" is not made of words/),
      line: 1,
      column: 1,
    });
  });

  it('prefers a declared parameter to a case form', () => {
    const source = one({ entity: text, entityPlural: text }, '{{entityPlural}} {{entityPluralKebab}}');
    expect(renderTexts(source, { parameters: { entity: 'Fish', entityPlural: 'FishSchools' } })).toEqual({
      'a.txt': 'FishSchools fish-schools',
    });
  });

  it('refuses unknown names at rendering when the schema is open', () => {
    const source = one({ extra: {} }, '{{#extra}}{{anything}}{{/extra}}');
    expect(renderTexts(source, { parameters: { extra: { anything: 'x' } } })).toEqual({ 'a.txt': 'x' });
    expect(renderFault(source, { parameters: { extra: { other: 'x' } } })).toMatchObject({ code: 'tag_unknown_name' });
    expect(renderFault(source, { parameters: { extra: { anything: ['x'] } } })).toMatchObject({ code: 'tag_not_text' });
  });

  it('does not execute code in a value', () => {
    expect(renderTexts(one({ v: text }, '{{v}}'), { parameters: { v: '{{name}} ${name} <%= name %>' } })).toEqual({
      'a.txt': '{{name}} ${name} <%= name %>',
    });
  });

  it('uses the delimiters of the manifest in files and in paths', () => {
    const source = templateSource({
      'template.yaml': `kind: project\ndescription: x\ndelimiters: ['[[', ']]']\n`,
      'files/[[ name ]]/{{x}}.tsx.mustache': '<div style={{ color }}>[[ namePascal ]]</div>',
    });
    expect(renderTexts(source)).toEqual({ 'shop/{{x}}.tsx': '<div style={{ color }}>Shop</div>' });
  });

  it.each([
    ['../evil', 'path_separator'],
    ['a/b', 'path_separator'],
    ['..', 'path_traversal'],
    ['', 'path_empty'],
    ['C:\\x', 'path_backslash'],
    ['nul', 'path_reserved'],
    ['x '.repeat(130), 'path_too_long'],
  ])('refuses a value that leads to an invalid path: %j', (v, code) => {
    const source = templateSource({ 'template.yaml': manifestOf({ v: text }), 'files/{{v}}': '' });
    expect(renderFault(source, { parameters: { v } })).toMatchObject({ code, path: 'files/{{v}}' });
  });

  it('refuses two files that render to one path', () => {
    const source = templateSource({
      'template.yaml': manifestOf({ v: text }),
      'files/{{v}}.md': '',
      'files/readme.md': '',
    });
    expect(renderFault(source, { parameters: { v: 'README' } })).toMatchObject({ code: 'path_duplicate' });
  });

  it('stops nested lists that explode, by output and by steps', () => {
    const list = { type: 'array', items: { type: 'integer' } };
    const parameters = { list: Array.from({ length: 1000 }, (_, index) => index) };
    const nest = (body: string) => '{{#list}}'.repeat(6) + body + '{{/list}}'.repeat(6);
    const limits = { ...defaultTemplateLimits, outputBytes: 1024 * 1024 };
    expect(renderFault(one({ list }, nest('boom')), { parameters, limits })).toMatchObject({
      code: 'output_too_large',
    });
    expect(renderFault(one({ list }, nest('')), { parameters, limits })).toMatchObject({ code: 'output_too_large' });
  });

  it('bounds the number of files and the bytes of all, copied files included', () => {
    const source = templateSource({ 'files/a': 'x'.repeat(600), 'files/b': 'y'.repeat(600) });
    expect(renderFault(source, { limits: { ...defaultTemplateLimits, outputBytes: 1000 } })).toMatchObject({
      code: 'output_too_large',
    });
    expect(renderFault(source, { limits: { ...defaultTemplateLimits, outputFiles: 1 } })).toMatchObject({
      code: 'output_too_large',
    });
  });

  it('keeps no values between renderings', () => {
    const template = compile(one({ v: text }, '{{v}}{{vPascal}}'));
    const render = (v: string) =>
      Buffer.from(
        renderTemplate(template, { name: 'x', parameters: { v } }, defaultTemplateLimits)[0]?.bytes ?? [],
      ).toString();
    expect([render('a b'), render('c d'), render('a b')]).toEqual(['a bAB', 'c dCD', 'a bAB']);
  });
});
