import type { FromSchema, ObjectSchema } from './json-schema.js';

/** What is promised of one topic. `version` is raised with every change of the schema: minor, since only additions are allowed. */
export interface TopicContract<Schema extends ObjectSchema = ObjectSchema> {
  readonly version: string;
  readonly summary: string;
  /** What the record's key is; records of one key keep their order. */
  readonly keyDescription: string;
  readonly schema: Schema;
  readonly example: FromSchema<Schema>;
}

/** Checks by type that an example fits its schema. */
export function defineContract<const Schema extends ObjectSchema>(
  contract: TopicContract<Schema>,
): TopicContract<Schema> {
  return contract;
}

/** An object schema whose fields are all required, in the order in which they are written. */
export function record<const Properties extends ObjectSchema['properties']>(
  properties: Properties,
): { type: 'object'; properties: Properties; required: (keyof Properties & string)[] } {
  return { type: 'object', properties, required: Object.keys(properties) };
}
