import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { eventErrors } from '../errors.js';
import type { JsonSchema } from './json-schema.js';
import { topicContracts, topics, type EventData, type Topic } from './topic-contracts.js';

// ajv-formats is CommonJS: under Node's ES modules the plugin is its `default`.
const addFormats = 'default' in formats ? formats.default : formats;
const ajv = addFormats(new Ajv2020({ allErrors: true, allowUnionTypes: true }), ['uuid', 'date-time']);

type Checks = Readonly<Record<Topic, ValidateFunction>>;
const produced = compileEach((schema) => closed(schema));
const consumed = compileEach((schema) => schema);

/** Checks what we are about to publish: the schema to the letter, no field more. Throws CONTRACT_BROKEN. */
export function checkProduced<T extends Topic>(topic: T, data: unknown): asserts data is EventData<T> {
  check(produced[topic], topic, data);
}

/** Checks what was received: fields that a later version added may be there. Throws CONTRACT_BROKEN. */
export function checkConsumed<T extends Topic>(topic: T, data: unknown): asserts data is EventData<T> {
  check(consumed[topic], topic, data);
}

function check(validate: ValidateFunction, topic: Topic, data: unknown): void {
  if (validate(data)) return;
  const errors = (validate.errors ?? []).map(({ keyword, instancePath, message, params }) => ({
    code: keyword,
    message:
      keyword === 'additionalProperties' ? `has a field too many: ${params['additionalProperty']}` : `${message}`,
    path: instancePath
      .slice(1)
      .replace(/\/(\d+)/g, '[$1]')
      .replaceAll('/', '.'),
  }));
  const reason = errors.map(({ path, message }) => `${path || 'the value'} ${message}`).join('; ');
  throw eventErrors.CONTRACT_BROKEN({ topic, reason }, { errors });
}

function compileEach(prepare: (schema: JsonSchema) => object): Checks {
  return Object.fromEntries(
    topics.map((topic) => [topic, ajv.compile(prepare(topicContracts[topic].schema))]),
  ) as unknown as Checks;
}

function closed(schema: JsonSchema): object {
  if ('items' in schema) return { ...schema, items: closed(schema.items) };
  if (!('properties' in schema)) return schema;
  const properties = Object.entries(schema.properties).map(([name, inner]) => [name, closed(inner)] as const);
  return { ...schema, properties: Object.fromEntries(properties), additionalProperties: false };
}
