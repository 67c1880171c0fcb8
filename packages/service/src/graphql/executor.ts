import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import type { Caller } from '../caller/caller.js';

/** A GraphQL document, which of its operations is asked for, and with what. */
export interface GraphQLRequest {
  readonly document: DocumentNode;
  /** Needed where the document holds several operations. */
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

export interface GraphQLExecutorResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Record<string, unknown>;
}

/** Carries out a query or mutation for a caller, by its deadline. Never throws: what went wrong stands in `errors`. */
export type GraphQLExecutor = (request: GraphQLRequest, caller: Caller) => Promise<GraphQLExecutorResult>;
