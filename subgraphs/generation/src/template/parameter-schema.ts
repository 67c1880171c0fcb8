import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { findExcess, isRecord } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import { findPrototypeKey } from './plain-data-rules.js';
import { findSchemaFaults, type SchemaFault } from './schema-rules.js';

export type Parameters = Readonly<Record<string, unknown>>;

export type ParametersResult = { readonly values: Parameters } | { readonly errors: readonly FieldError[] };

/** The checked JSON Schema (2020-12) of a template's parameters. */
export interface ParameterSchema {
  /** The schema of the manifest as an object schema, without additional properties unless it allows them. */
  readonly schema: Parameters;
  /** Returns a copy of the parameters with defaults, or up to 50 faults. */
  parse(given: unknown): ParametersResult;
}

const maxErrors = 50;
const maxDepth = 32;
const maxNodes = 200_000;

/** Shared by all schemas, since the metaschema takes longer to compile than any of them. */
const ajv = new Ajv2020({
  allErrors: true,
  useDefaults: true,
  ownProperties: true,
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  logger: false,
});
addFormats.default(ajv);

/** Compiles the schema of a manifest. The spec's `name` is not a parameter. */
export function parseParameterSchema(
  written: Parameters,
): ParameterSchema | { readonly faults: readonly SchemaFault[] } {
  const schema = { type: 'object', ...written, additionalProperties: written['additionalProperties'] ?? false };
  const faults = findSchemaFaults(schema);
  if (schema.type !== 'object') faults.push({ message: '`type` must be object', path: ['type'] });
  if (isRecord(written['properties']) && Object.hasOwn(written['properties'], 'name')) {
    faults.push({ message: '`name` is the name of the spec and no parameter', path: ['properties', 'name'] });
  }
  if (faults.length > 0) return { faults };
  const validate = compile(schema);
  if (typeof validate === 'string') return { faults: [{ message: validate, path: [] }] };
  return { schema, parse: (given) => parse(validate, given) };
}

function compile(schema: Parameters): ValidateFunction | string {
  try {
    return ajv.compile(schema);
  } catch (error) {
    return error instanceof Error
      ? error.message.replace(/^schema is invalid: data/, 'the schema is invalid: ')
      : 'the schema cannot be compiled';
  } finally {
    ajv.removeSchema(schema);
  }
}

function parse(validate: ValidateFunction, given: unknown): ParametersResult {
  const refuse = (code: string, message: string, path = 'parameters'): ParametersResult => ({
    errors: [{ code, message, path }],
  });
  if (!isRecord(given)) return refuse('type', '`parameters` must be an object');
  const excess = findExcess(given, { depth: maxDepth, nodes: maxNodes });
  if (excess === 'depth') return refuse('depth', `\`parameters\` must not be nested deeper than ${maxDepth} levels`);
  if (excess === 'nodes') return refuse('size', `\`parameters\` must have at most ${maxNodes} values`);
  const key = findPrototypeKey(given);
  if (key) return refuse('key', `the key \`${String(key.at(-1))}\` is not allowed`, toPath(key.map(String)));

  const values = structuredClone(given);
  try {
    if (validate(values)) return { values };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse('depth', 'the schema of the parameters refers to itself without end');
  }
  return { errors: (validate.errors ?? []).slice(0, maxErrors).map(toFieldError) };
}

function toFieldError(error: ErrorObject): FieldError {
  const pointer = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const params = error.params as Record<string, unknown>;
  const child = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  const path = toPath(typeof child === 'string' ? [...pointer, child] : pointer);
  const subject = path === 'parameters' ? path : path.slice('parameters.'.length);
  return { code: error.keyword, message: `\`${subject}\` ${toMessage(error, params)}`, path };
}

function toMessage(error: ErrorObject, params: Record<string, unknown>): string {
  switch (error.keyword) {
    case 'required':
      return 'is required';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not a parameter of this template';
    case 'enum':
      return `must be one of ${JSON.stringify(params['allowedValues'])}`;
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}`;
    default:
      return error.message ?? `breaks the rule ${error.keyword}`;
  }
}

/** `['fields', '0', 'type']` as `parameters.fields[0].type`. */
function toPath(keys: readonly string[]): string {
  return keys.reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : `${path}.${key}`), 'parameters');
}
