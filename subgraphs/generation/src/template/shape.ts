import { isRecord } from '@skillwright/rules';

/** The kind of a value by its JSON Schema, which decides on the tags that can use it. */
export type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'list'; readonly items: Shape }
  | { readonly kind: 'object'; readonly properties: ReadonlyMap<string, Shape>; readonly open: boolean }
  /** The schema allows several kinds; the kind is only known at rendering. */
  | { readonly kind: 'any' };

type Schema = Readonly<Record<string, unknown>>;

const any: Shape = { kind: 'any' };

/**
 * Returns the shape of parameters by their schema, with the spec's `name`. Follows local `$ref`s, also recursive ones.
 */
export function shapeOfParameters(schema: Schema): Shape & { kind: 'object' } {
  const shape = createShaper(schema)(schema);
  const properties = new Map(shape.kind === 'object' ? shape.properties : []);
  properties.set('name', { kind: 'text' });
  return { kind: 'object', properties, open: shape.kind === 'object' ? shape.open : true };
}

function createShaper(root: Schema): (schema: unknown) => Shape {
  const known = new Map<unknown, Shape>();

  function shapeOf(schema: unknown): Shape {
    if (!isRecord(schema)) return any;
    const before = known.get(schema);
    if (before) return before;
    if (typeof schema['$ref'] === 'string') {
      // A reference that leads back to itself finds this shape.
      known.set(schema, any);
      const shape = shapeOf(resolvePointer(root, schema['$ref']));
      known.set(schema, shape);
      return shape;
    }
    return build(schema);
  }

  function build(schema: Schema): Shape {
    switch (typeOf(schema)) {
      case 'object': {
        const properties = new Map<string, Shape>();
        // Set before its properties are built, because a schema may be recursive.
        const shape: Shape = { kind: 'object', properties, open: isOpen(schema) };
        known.set(schema, shape);
        for (const part of partsOf(schema, root)) {
          for (const [name, property] of Object.entries(isRecord(part['properties']) ? part['properties'] : {})) {
            properties.set(name, shapeOf(property));
          }
        }
        return shape;
      }
      case 'array': {
        const shape: { kind: 'list'; items: Shape } = { kind: 'list', items: any };
        known.set(schema, shape);
        if (!Array.isArray(schema['prefixItems'])) shape.items = shapeOf(schema['items']);
        return shape;
      }
      case 'string':
        return { kind: 'text' };
      case 'number':
      case 'integer':
        return { kind: 'number' };
      case 'boolean':
        return { kind: 'boolean' };
      default:
        return any;
    }
  }

  return shapeOf;
}

/** Returns the schema and the variants that may add properties to it. */
function partsOf(schema: Schema, root: Schema): Schema[] {
  const variants = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : []));
  const conditional = [
    schema['then'],
    schema['else'],
    ...Object.values(isRecord(schema['dependentSchemas']) ? schema['dependentSchemas'] : {}),
  ];
  const parts = [...variants, ...conditional].filter(isRecord);
  return [
    schema,
    ...parts
      .map((part) => (typeof part['$ref'] === 'string' ? resolvePointer(root, part['$ref']) : part))
      .filter(isRecord),
  ];
}

/** Returns the only type that a schema allows besides null. Without `type` it is inferred from the keywords. */
function typeOf(schema: Schema): unknown {
  const { type } = schema;
  if (Array.isArray(type)) {
    const types = type.filter((name) => name !== 'null');
    return types.length === 1 ? types[0] : undefined;
  }
  if (type !== undefined) return type;
  if (isRecord(schema['properties'])) return 'object';
  if (schema['items'] !== undefined) return 'array';
  const values = Array.isArray(schema['enum']) ? schema['enum'] : 'const' in schema ? [schema['const']] : [];
  const types = new Set(values.map((value) => typeof value));
  return types.size === 1 ? [...types][0] : undefined;
}

/** Returns whether a schema allows undeclared names. */
function isOpen(schema: Schema): boolean {
  if (isRecord(schema['patternProperties'])) return true;
  const additional = schema['additionalProperties'];
  return additional === undefined ? !isRecord(schema['properties']) : additional !== false;
}

function resolvePointer(root: Schema, ref: string): unknown {
  let node: unknown = root;
  for (const part of ref.slice(1).split('/').slice(1)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(node)) node = node[Number(key)];
    else if (isRecord(node) && Object.hasOwn(node, key)) node = node[key];
    else return undefined;
  }
  return node;
}
