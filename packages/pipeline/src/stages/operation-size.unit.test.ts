import { parse } from 'graphql';
import { resolveOperation } from './resolve-operation.js';
import { sizeOf } from './operation-size.js';

const measure = (query: string, operationName?: string) =>
  sizeOf(resolveOperation({ document: parse(query), operationName }, new Set(['query'])));

describe('the size of an operation', () => {
  it('counts fields and levels', () => {
    expect(measure('{ a { b { c } d } e }')).toEqual({ depth: 3, fields: 5, rootFields: 2 });
  });

  it('counts a fragment at every place where it is spread', () => {
    expect(measure('{ a { ...F } b { ...F } ... { c } } fragment F on T { x y }')).toEqual({
      depth: 2,
      fields: 7,
      rootFields: 3,
    });
  });

  it('counts introspection as any other field', () => {
    expect(measure('{ __schema { types { fields { type { name } } } } }')).toMatchObject({ depth: 5, fields: 5 });
  });

  it('has the fields of the whole document, which is validated as a whole', () => {
    expect(measure('query A { a } query B { b { c } }', 'A')).toEqual({ depth: 1, fields: 3, rootFields: 1 });
    expect(measure('{ a } fragment F on T { ...G ...G } fragment G on T { x { y } }').fields).toBe(4);
  });

  it('ends for fragments that contain themselves', () => {
    expect(measure('{ ...A } fragment A on T { a { ...B } } fragment B on T { b { ...A ...None } }').fields).toBe(2);
  });

  it('is measured in a time that depends on the document and not on its expansion', () => {
    const levels = Array.from({ length: 60 }, (_, n) => `fragment F${n} on T { ...F${n + 1} ...F${n + 1} }`).join(' ');
    const { fields } = measure(`{ ...F0 } ${levels} fragment F60 on T { x }`);
    expect(fields).toBe(2 ** 60);
  });
});
