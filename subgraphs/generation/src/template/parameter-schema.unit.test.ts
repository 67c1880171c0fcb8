import { parseParameterSchema, type ParameterSchema } from './parameter-schema.js';

function schemaOf(schema: Record<string, unknown>): ParameterSchema {
  const result = parseParameterSchema(schema);
  if ('faults' in result) throw new Error(result.faults.map(({ message }) => message).join('\n'));
  return result;
}

const messagesOf = (schema: Record<string, unknown>) => {
  const result = parseParameterSchema(schema);
  return 'faults' in result ? result.faults.map(({ message }) => message) : [];
};

describe('a parameter schema', () => {
  it('fills in defaults without changing the given parameters', () => {
    const schema = schemaOf({
      properties: {
        port: { type: 'integer', default: 8080 },
        database: { type: 'object', default: {}, properties: { host: { type: 'string', default: 'localhost' } } },
      },
    });
    const given = {};
    expect(schema.parse(given)).toEqual({ values: { port: 8080, database: { host: 'localhost' } } });
    expect(given).toEqual({});
  });

  it('has no additional properties unless it allows them', () => {
    expect(schemaOf({}).schema).toEqual({ type: 'object', additionalProperties: false });
    expect(schemaOf({}).parse({ prot: 1 })).toEqual({
      errors: [
        {
          code: 'additionalProperties',
          message: '`prot` is not a parameter of this template',
          path: 'parameters.prot',
        },
      ],
    });
    expect(schemaOf({ additionalProperties: true }).parse({ free: 1 })).toEqual({ values: { free: 1 } });
  });

  it('reports all faults, each with its path, keyword and rule', () => {
    const schema = schemaOf({
      required: ['title'],
      properties: {
        title: { type: 'string' },
        port: { type: 'integer', maximum: 65_535 },
        fields: { type: 'array', items: { type: 'object', properties: { type: { enum: ['a', 'b'] } } } },
      },
    });
    expect(schema.parse({ port: 70_000, fields: [{ type: 'a' }, { type: 'c' }] })).toEqual({
      errors: [
        { code: 'required', message: '`title` is required', path: 'parameters.title' },
        { code: 'maximum', message: '`port` must be <= 65535', path: 'parameters.port' },
        { code: 'enum', message: '`fields[1].type` must be one of ["a","b"]', path: 'parameters.fields[1].type' },
      ],
    });
  });

  it('reports at most fifty faults', () => {
    const schema = schemaOf({ properties: { list: { type: 'array', items: { type: 'string' } } } });
    expect(schema.parse({ list: Array.from({ length: 200 }, () => 1) })).toMatchObject({ errors: { length: 50 } });
  });

  it.each([
    ['no object', [], 'parameters'],
    ['null', null, 'parameters'],
    ['a prototype key', JSON.parse('{"__proto__": {"polluted": true}}'), 'parameters.__proto__'],
    ['a constructor deep inside', { a: [{ constructor: 1 }] }, 'parameters.a[0].constructor'],
  ])('refuses parameters with %s', (_what, given, path) => {
    expect(schemaOf({ additionalProperties: true }).parse(given)).toMatchObject({ errors: [{ path }] });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('refuses parameters that are nested too deeply', () => {
    let nested: unknown = 1;
    for (let level = 0; level < 40; level += 1) nested = { nested };
    expect(schemaOf({ additionalProperties: true }).parse(nested)).toMatchObject({ errors: [{ code: 'depth' }] });
  });

  it('refuses parameters of a schema that refers to itself without end', () => {
    const schema = schemaOf({ allOf: [{ $ref: '#' }] });
    expect(schema.parse({})).toMatchObject({ errors: [{ code: 'depth' }] });
  });

  it('follows local references', () => {
    const schema = schemaOf({ properties: { port: { $ref: '#/$defs/port' } }, $defs: { port: { type: 'integer' } } });
    expect(schema.parse({ port: 'x' })).toMatchObject({ errors: [{ path: 'parameters.port' }] });
  });

  it.each([
    ['a remote reference', { properties: { a: { $ref: 'http://127.0.0.1/schema' } } }, /must point into this schema/],
    ['a reference to a file', { properties: { a: { $ref: 'file:///etc/passwd' } } }, /must point into this schema/],
    ['an id', { properties: { a: { $id: 'http://x/y' } } }, /`\$id` is not allowed/],
    ['a dynamic reference', { properties: { a: { $dynamicRef: '#a' } } }, /`\$dynamicRef` is not allowed/],
    ['another draft', { $schema: 'http://json-schema.org/draft-07/schema#' }, /2020-12/],
    ['a reference to nothing', { properties: { a: { $ref: '#/$defs/none' } } }, /resolve reference/],
    ['another type than object', { type: 'array' }, /`type` must be object/],
    ['a parameter called name', { properties: { name: { type: 'string' } } }, /`name` is the name of the spec/],
    ['a keyword that does not exist', { properties: { a: { type: 'string', maxlength: 3 } } }, /unknown keyword/],
    ['a type that does not exist', { properties: { a: { type: 'text' } } }, /type/],
    ['a pattern that does not compile', { properties: { a: { type: 'string', pattern: '(' } } }, /regular expression/i],
    ['a very long pattern', { properties: { a: { type: 'string', pattern: 'a'.repeat(501) } } }, /longer than 500/],
    ['an unknown format', { properties: { a: { type: 'string', format: 'nonsense' } } }, /unknown format/],
  ])('refuses %s', (_what, schema, message) => {
    expect(messagesOf(schema)).toEqual([expect.stringMatching(message)]);
  });

  it('accepts properties with the names of keywords', () => {
    expect(
      messagesOf({
        properties: { $ref: { type: 'string' }, pattern: { type: 'string' }, items: { const: { $id: 1 } } },
      }),
    ).toEqual([]);
  });

  it('does not depend on schemas that were compiled before', () => {
    const schema = { properties: { a: { type: 'string' } }, $defs: { a: { type: 'string' } } };
    expect(messagesOf(schema)).toEqual([]);
    expect(messagesOf(schema)).toEqual([]);
  });
});
