import type { FromSchema, ObjectSchema } from './json-schema.js';

/**
 * The contract of one topic. `version` is raised with every change of the schema: minor, since only additions are
 * allowed.
 */
export interface TopicContract<Schema extends ObjectSchema = ObjectSchema> {
  readonly version: string;
  readonly summary: string;
  /** The meaning of the record's key; records of one key keep their order. */
  readonly keyDescription: string;
  /** `unlimited`: the topic keeps every record. By default it keeps records for the retention of the event log. */
  readonly retention?: 'unlimited';
  readonly schema: Schema;
  readonly example: FromSchema<Schema>;
}

/** Contracts by the names of their topics. */
export type TopicContracts = Readonly<Record<string, TopicContract>>;

/** The names of the topics of some contracts. */
export type TopicOf<Contracts extends TopicContracts> = keyof Contracts & string;

/** The value that events of a topic carry, derived from its schema. */
export type DataOf<Contracts extends TopicContracts, Topic extends TopicOf<Contracts>> = Topic extends unknown
  ? FromSchema<Contracts[Topic]['schema']>
  : never;

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
