import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { DocumentNode } from 'graphql';
import { z } from 'zod';

/** The service that answers a row on its own port. */
export type RowOwner = 'skill' | 'generation' | 'validation';

/** What a row answers; a header of `undefined` is not sent. */
export interface RestAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Left out where the answer has no body (304). */
  readonly body?: unknown;
}

/** A request whose parts have passed their shapes; `archive` is a zip in base64, where one was sent instead of JSON. */
export interface RestRequest<Params = unknown, Query = unknown, Body = unknown, Headers = unknown> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Headers;
  readonly archive?: string;
}

/** What one success status carries. */
export interface AnswerShape {
  readonly description: string;
  readonly body?: z.ZodType;
  /** Response headers, by name, with their meaning. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface RowDocs {
  /** The operation's name in OpenAPI and in the client. */
  readonly name: string;
  readonly owner: RowOwner;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** With parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  /** Whether `application/zip` is accepted beside JSON. */
  readonly acceptsArchive?: boolean;
  /** The problem statuses that a caller should expect, besides those of every row. */
  readonly problems: readonly number[];
  /** From the first segment of a field's path in GraphQL to its path in REST, where the two differ. */
  readonly fieldNames: Readonly<Record<string, string>>;
}

/** One call of the REST table, with the types of its own request and data forgotten. */
export interface RestRow extends RowDocs {
  readonly operation: DocumentNode;
  readonly shapes: {
    readonly params: z.ZodObject;
    readonly query: z.ZodObject;
    readonly body: z.ZodObject | undefined;
    readonly headers: z.ZodObject;
  };
  readonly answers: Readonly<Record<number, AnswerShape>>;
  toVariables(request: RestRequest): Record<string, unknown>;
  /** Throws a ServiceError where the data means "not found". */
  toAnswer(data: unknown, request: RestRequest): RestAnswer;
}

/** A row that still knows what it takes and answers: what the typed client is derived from. */
export interface TypedRow<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodObject,
  Headers extends z.ZodObject,
  Answers extends Record<number, AnswerShape>,
> extends RestRow {
  readonly shapes: {
    readonly params: Params;
    readonly query: Query;
    readonly body: Body | undefined;
    readonly headers: Headers;
  };
  readonly answers: Answers;
}

interface RowDefinition<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodObject,
  Headers extends z.ZodObject,
  Answers extends Record<number, AnswerShape>,
  Data,
  Variables,
> extends RowDocs {
  readonly operation: TypedDocumentNode<Data, Variables>;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly headers?: Headers;
  readonly answers: Answers;
  toVariables(
    request: RestRequest<z.output<Params>, z.output<Query>, z.output<Body>, z.output<Headers>>,
  ): NoInfer<Variables>;
  toAnswer(
    data: NoInfer<Data>,
    request: RestRequest<z.output<Params>, z.output<Query>, z.output<Body>, z.output<Headers>>,
  ): RestAnswer & { readonly status: keyof NoInfer<Answers> | 304 };
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** Makes a row whose request, variables, data and answers are checked against each other by the compiler. */
export function defineRow<
  Data,
  Variables,
  Answers extends Record<number, AnswerShape>,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodObject = Nothing,
  Headers extends z.ZodObject = Nothing,
>(
  definition: RowDefinition<Params, Query, Body, Headers, Answers, Data, Variables>,
): TypedRow<Params, Query, Body, Headers, Answers> {
  const { params, query, body, headers, toVariables, toAnswer, ...docs } = definition;
  return {
    ...docs,
    shapes: {
      params: params ?? (nothing as z.ZodObject as Params),
      query: query ?? (nothing as z.ZodObject as Query),
      body,
      headers: headers ?? (z.object({}) as z.ZodObject as Headers),
    },
    toVariables: toVariables as RestRow['toVariables'],
    toAnswer: toAnswer as RestRow['toAnswer'],
  };
}
