import type { Clock } from '@skillwright/service';

/** A JSON value as events carry it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [name: string]: JsonValue };

/** An event: the CloudEvents envelope with its data. */
export interface Event<Topic extends string = string, Data = JsonObject> {
  /** `ce_id`: a UUIDv7, by which a consumer recognises a repetition. */
  readonly id: string;
  readonly topic: Topic;
  /** Events of one key keep their order. */
  readonly key: string;
  /** The service that publishes it, e.g. `/skillwright/skill`. */
  readonly source: string;
  /** The time of the event: ISO 8601, UTC. */
  readonly time: string;
  readonly data: Data;
  /** The W3C trace context of the request that caused the event. */
  readonly traceparent?: string;
}

export interface CreateEventOptions {
  readonly source: string;
  readonly traceparent?: string | undefined;
  readonly now?: Clock;
}
