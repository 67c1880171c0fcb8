import { isRecord } from '@skillwright/rules';

/** A part of a schema that is not allowed, with its place. */
export interface SchemaFault {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

const maxPatternLength = 500;

/** Keywords whose value is a schema, a list of schemas, or a map of schemas. */
const single = ['items', 'contains', 'not', 'if', 'then', 'else', 'propertyNames', 'unevaluatedItems'];
const maybeBoolean = ['additionalProperties', 'unevaluatedProperties'];
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const maps = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];

/** Keywords that refer to other schemas; a template may use a local `$ref`. */
const refused = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveRef', '$recursiveAnchor', '$vocabulary'];

const draft = 'https://json-schema.org/draft/2020-12/schema';

/** The faults of a schema: references to other schemas, and patterns that are too long. */
export function findSchemaFaults(schema: unknown, path: readonly PropertyKey[] = []): SchemaFault[] {
  if (!isRecord(schema)) return [];
  return [
    ...ownFaults(schema, path),
    ...subschemas(schema).flatMap(([key, sub]) => findSchemaFaults(sub, [...path, ...key])),
  ];
}

/** Returns the schemas directly inside a schema, each with the keys that lead to it. */
function subschemas(schema: Readonly<Record<string, unknown>>): [readonly PropertyKey[], unknown][] {
  return [
    ...[...single, ...maybeBoolean]
      .filter((key) => isRecord(schema[key]))
      .map((key): [PropertyKey[], unknown] => [[key], schema[key]]),
    ...lists.flatMap((key) => {
      const list = schema[key];
      return Array.isArray(list) ? list.map((sub, index): [PropertyKey[], unknown] => [[key, index], sub]) : [];
    }),
    ...maps.flatMap((key) => {
      const map = schema[key];
      return isRecord(map)
        ? Object.entries(map).map(([name, sub]): [PropertyKey[], unknown] => [[key, name], sub])
        : [];
    }),
  ];
}

function ownFaults(schema: Readonly<Record<string, unknown>>, path: readonly PropertyKey[]): SchemaFault[] {
  const faults: SchemaFault[] = refused
    .filter((keyword) => Object.hasOwn(schema, keyword))
    .map((keyword) => ({
      message: `\`${keyword}\` is not allowed: use \`$defs\` and a local \`$ref\``,
      path: [...path, keyword],
    }));
  const { $ref, $schema, pattern, patternProperties } = schema;
  if ($ref !== undefined && !(typeof $ref === 'string' && /^#(\/|$)/.test($ref))) {
    faults.push({ message: `\`$ref\` must point into this schema, such as #/$defs/port`, path: [...path, '$ref'] });
  }
  if ($schema !== undefined && $schema !== draft) {
    faults.push({ message: `\`$schema\` must be ${draft}`, path: [...path, '$schema'] });
  }
  const patterns = [pattern, ...(isRecord(patternProperties) ? Object.keys(patternProperties) : [])];
  if (patterns.some((text) => typeof text === 'string' && text.length > maxPatternLength)) {
    faults.push({ message: `a pattern is longer than ${maxPatternLength} characters`, path: [...path, 'pattern'] });
  }
  return faults;
}
