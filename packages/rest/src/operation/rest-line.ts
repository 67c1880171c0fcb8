import type { FieldError, ServiceError } from '@skillwright/service';

/**
 * The REST call of an operation. Its request is derived from the document's variables, or from the fields of `$input`,
 * and its answers from the document's selection. The line only describes the differences between the two.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a line without the type of its variables accepts any
export interface RestLine<Variables = any> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path, with parameters as `:name`. */
  readonly path: string;
  /** Text that is added to the schema's description of the root field. */
  readonly description?: string;
  readonly answers: readonly RestAnswerLine<Variables>[];
  /** The problem statuses of this call, besides those of every call and those of bad input. */
  readonly problems?: readonly number[];

  /** The request headers that are fields of the request: names of fields by name of header. */
  readonly headers?: Readonly<Partial<Record<RequestHeaderName, string>>>;
  /** The field for a zip that is sent instead of JSON, in base64. */
  readonly archive?: string;
  /** The objects of the body that exist only in REST: the fields of `$input` in each, by its name. */
  readonly nest?: Readonly<Record<string, readonly string[]>>;
  /** The query parameters that may be empty. */
  readonly mayBeEmpty?: readonly string[];
  /** Descriptions of request fields, by name, for fields with another meaning than in the schema. */
  readonly describe?: Readonly<Record<string, string>>;
  /**
   * Functions for variables that are computed from the others. Clients give a computed variable only if it is in the
   * path.
   */
  readonly computed?: { readonly [Name in keyof Variables]?: (given: Variables) => Variables[Name] };
  /** Returns the broken rules between fields, by the fields' REST names. Called when each field by itself is valid. */
  readonly check?: (given: Variables) => FieldError[];
  /** An example of a body. */
  readonly example?: unknown;

  /**
   * The field of the answer that identifies its content. The `ETag` is derived from it, and a GET honours
   * `If-None-Match`.
   */
  readonly entityTag?: string;
  /** Returns the error for data without an answer, because it is null. */
  readonly missing?: (given: Variables) => ServiceError;
}

/**
 * Headers that can be fields of a request: `If-Match` and `If-None-Match` as lists of digests, `Prefer: respond-async` as
 * true.
 */
export type RequestHeaderName = 'if-match' | 'if-none-match' | 'prefer';

/** One success answer. The first one with data, and for which `when` returns true, is sent. */
export interface RestAnswerLine<Variables> {
  readonly status: number;
  readonly description: string;
  /** The place of its body in the data, e.g. `addLamp.lamp`. An index selects an item of a list. */
  readonly at: string;
  /** The name of a field: the body becomes an object with the data in that field. */
  readonly under?: string;
  readonly when?: (variables: Variables) => boolean;
  /** The `Location` header. `{name}` is replaced by that field of the body. */
  readonly location?: string;
}
