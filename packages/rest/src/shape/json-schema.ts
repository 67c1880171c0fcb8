import { isDeepStrictEqual } from 'node:util';
import type { Field, ObjectShape, Shape } from './shape.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Prints shapes as JSON Schema 2020-12. A named object is printed once, as a component that other schemas refer to. */
export class JsonSchemaPrinter {
  readonly #components = new Map<string, JsonSchema>();

  /** The named objects that were printed so far, by name. */
  get components(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#components].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Prints a shape. If `closed`, the schema refuses unknown fields, as requests do. */
  print(shape: Shape, { closed }: { readonly closed: boolean }): JsonSchema {
    const schema = this.#printBare(shape, closed);
    if (!shape.nullable || shape.kind === 'json') return schema;
    if ('$ref' in schema) return { anyOf: [schema, { type: 'null' }] };
    return {
      ...schema,
      type: [schema['type'], 'null'],
      ...(shape.kind === 'enum' && { enum: [...shape.values, null] }),
    };
  }

  #printBare(shape: Shape, closed: boolean): JsonSchema {
    switch (shape.kind) {
      case 'json':
        return {};
      case 'enum':
        return { type: 'string', enum: shape.values };
      case 'list':
        return { type: 'array', items: this.print(shape.item, { closed }) };
      case 'page-cursor':
        return { type: 'string' };
      case 'object':
        return this.#printObject(shape, closed);
      default: {
        const { kind, format, minLength, minimum, maximum } = shape;
        // A whole number of GraphQL has 32 bits. That limit tells a reader nothing.
        const bounds = minimum === -(2 ** 31) ? {} : { minimum, maximum };
        return withoutUndefined({ type: kind, format, minLength, ...bounds });
      }
    }
  }

  #printObject({ name, description, fields }: ObjectShape, closed: boolean): JsonSchema {
    const required = fields.filter((field) => field.required).map((field) => field.name);
    const schema = withoutUndefined({
      type: 'object',
      description,
      properties: Object.fromEntries(fields.map((field) => [field.name, this.printField(field, closed)])),
      ...(required.length > 0 && { required }),
      ...(closed && { additionalProperties: false }),
    });
    if (name === undefined) return schema;
    const known = this.#components.get(name);
    if (known && !isDeepStrictEqual(known, schema)) throw new Error(`Two shapes are named ${name} and differ.`);
    this.#components.set(name, schema);
    return { $ref: `#/components/schemas/${name}` };
  }

  /** Prints a field's shape with its description and default. */
  printField({ shape, description, default: byDefault }: Field, closed: boolean): JsonSchema {
    return withoutUndefined({ ...this.print(shape, { closed }), description, default: byDefault });
  }
}

function withoutUndefined(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}
