import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import type { Caller } from '../caller/caller.js';

/** A GraphQL document, the name of the operation to execute, and its variables. */
export interface GraphQLRequest {
  readonly document: DocumentNode;
  /** Required if the document has several operations. */
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

export interface GraphQLExecutorResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Record<string, unknown>;
}

/** Executes a query or mutation for a caller, until its deadline. Never rejects: failures are listed in `errors`. */
export type GraphQLExecutor = (request: GraphQLRequest, caller: Caller) => Promise<GraphQLExecutorResult>;
