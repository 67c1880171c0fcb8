import type { FieldError, ServiceError } from '@skillwright/service';

/**
 * The REST call of an operation. Its request is derived from the document's variables, or from the fields of `$input`; its
 * answers from the document's selection. The line says only where the two differ.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a line whose variables are forgotten takes any
export interface RestLine<Variables = any> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With path parameters as `:name`. */
  readonly path: string;
  /** What REST adds to the description of the schema's root field. */
  readonly description?: string;
  readonly answers: readonly RestAnswerLine<Variables>[];
  /** The problem statuses that a caller should expect, besides those of every call and those of bad input. */
  readonly problems?: readonly number[];

  /** The request headers that are fields of the request, by header name. */
  readonly headers?: Readonly<Partial<Record<RequestHeaderName, string>>>;
  /** The field that takes a zip sent instead of JSON, in base64. */
  readonly archive?: string;
  /** Objects of the body by name, each with the fields (of `$input`) that stand in it. */
  readonly nest?: Readonly<Record<string, readonly string[]>>;
  /** Query parameters that may be empty texts. */
  readonly mayBeEmpty?: readonly string[];
  /** Descriptions of request fields that mean another thing than the schema says. */
  readonly describe?: Readonly<Record<string, string>>;
  /** Variables that are computed from the others; only those that stand in the path are asked of a caller. */
  readonly computed?: { readonly [Name in keyof Variables]?: (given: Variables) => Variables[Name] };
  /** Rules between fields, with their REST names. They are asked once each field has its right form. */
  readonly check?: (given: Variables) => FieldError[];
  /** A body to show as an example. */
  readonly example?: unknown;

  /** The field of the answer that identifies its content: an `ETag` is made of it; a GET honours `If-None-Match`. */
  readonly entityTag?: string;
  /** The error where no answer applies, since the data is null. */
  readonly missing?: (given: Variables) => ServiceError;
}

/** Headers that can be fields of a request: `If-Match` as a list of digests, `Prefer: respond-async` as true. */
export type RequestHeaderName = 'if-match' | 'prefer';

/** One success answer. The first whose data is there, and whose `when` agrees, is given. */
export interface RestAnswerLine<Variables> {
  readonly status: number;
  readonly description: string;
  /** Where its body stands in the data, e.g. `addLamp.lamp`; an index steps into a list. */
  readonly at: string;
  /** The body is an object that has the data under this name. */
  readonly under?: string;
  readonly when?: (variables: Variables) => boolean;
  /** The `Location` header; `{name}` is filled in from the body. */
  readonly location?: string;
}
