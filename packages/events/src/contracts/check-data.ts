import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { eventErrors } from '../errors.js';
import type { JsonSchema, ObjectSchema } from './json-schema.js';

// ajv-formats is CommonJS: under Node's ES modules the plugin is its `default`.
const addFormats = 'default' in formats ? formats.default : formats;
const ajv = addFormats(new Ajv2020({ allErrors: true, allowUnionTypes: true }), ['uuid', 'date-time']);

/** The two checks of a topic's data; both throw CONTRACT_BROKEN. */
export interface DataChecks {
  /** Checks data to be published: exactly the fields of the schema. */
  produced(data: unknown): void;
  /** Checks received data: it may have fields that a later version has added. */
  consumed(data: unknown): void;
}

/** Returns the checks of a topic's schema. Each is compiled on first use. */
export function createDataChecks(topic: string, schema: ObjectSchema): DataChecks {
  let produced: ValidateFunction | undefined;
  let consumed: ValidateFunction | undefined;
  return {
    produced: (data) => check((produced ??= ajv.compile(closed(schema))), topic, data),
    consumed: (data) => check((consumed ??= ajv.compile(schema)), topic, data),
  };
}

function check(validate: ValidateFunction, topic: string, data: unknown): void {
  if (validate(data)) return;
  const errors = (validate.errors ?? []).map(({ keyword, instancePath, message, params }) => ({
    code: keyword,
    message:
      keyword === 'additionalProperties' ? `has an unknown field: ${params['additionalProperty']}` : `${message}`,
    path: instancePath
      .slice(1)
      .replace(/\/(\d+)/g, '[$1]')
      .replaceAll('/', '.'),
  }));
  const reason = errors.map(({ path, message }) => `${path || 'the value'} ${message}`).join('; ');
  throw eventErrors.CONTRACT_BROKEN({ topic, reason }, { errors });
}

function closed(schema: JsonSchema): object {
  if ('items' in schema) return { ...schema, items: closed(schema.items) };
  if (!('properties' in schema)) return schema;
  const properties = Object.entries(schema.properties).map(([name, inner]) => [name, closed(inner)] as const);
  return { ...schema, properties: Object.fromEntries(properties), additionalProperties: false };
}
