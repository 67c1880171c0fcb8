import { shapeOfParameters } from './shape.js';

const kindsOf = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) => {
  const shape = shapeOfParameters({ type: 'object', additionalProperties: false, properties, ...more });
  return Object.fromEntries([...shape.properties].map(([name, { kind }]) => [name, kind]));
};

describe('shapeOfParameters', () => {
  it('always has the name of the spec', () => {
    expect(kindsOf({})).toEqual({ name: 'text' });
  });

  it('finds kinds by type, or by other keywords of the schema', () => {
    const properties = {
      a: { type: 'string' },
      b: { type: 'integer' },
      c: { type: 'boolean' },
      d: { type: 'array' },
      e: { type: 'object' },
      f: { enum: ['x', 'y'] },
      g: { const: 3 },
      h: { type: ['string', 'null'] },
      i: { type: ['string', 'integer'] },
      j: { properties: {} },
      k: { items: {} },
      l: true,
      m: { enum: ['x', 1] },
    };
    expect(kindsOf(properties)).toEqual({
      name: 'text',
      a: 'text',
      b: 'number',
      c: 'boolean',
      d: 'list',
      e: 'object',
      f: 'text',
      g: 'number',
      h: 'text',
      i: 'any',
      j: 'object',
      k: 'list',
      l: 'any',
      m: 'any',
    });
  });

  it('includes the properties of variants and conditions', () => {
    const more = {
      $defs: { more: { properties: { viaRef: { type: 'string' } } } },
      allOf: [{ $ref: '#/$defs/more' }, { properties: { viaAllOf: { type: 'string' } } }],
      oneOf: [{ properties: { viaOneOf: { type: 'integer' } } }],
      then: { properties: { viaThen: { type: 'boolean' } } },
      dependentSchemas: { a: { properties: { viaDependent: { type: 'string' } } } },
    };
    expect(kindsOf({}, more)).toEqual({
      name: 'text',
      viaRef: 'text',
      viaAllOf: 'text',
      viaOneOf: 'number',
      viaThen: 'boolean',
      viaDependent: 'text',
    });
  });

  it.each([
    ['a pointer with escapes', '#/$defs/a~1b', { 'a/b': { type: 'string' } }],
    ['a pointer with percent signs', '#/$defs/a%20b', { 'a b': { type: 'string' } }],
  ])('follows %s', (_what, $ref, $defs) => {
    expect(kindsOf({ x: { $ref } }, { $defs })).toEqual({ name: 'text', x: 'text' });
  });

  it('leaves references open that lead to themselves or to nothing', () => {
    const $defs = { loop: { $ref: '#/$defs/loop' } };
    expect(kindsOf({ x: { $ref: '#/$defs/loop' }, y: { $ref: '#/$defs/none' } }, { $defs })).toMatchObject({
      x: 'any',
      y: 'any',
    });
  });
});
