import type { Caller } from '@skillwright/service';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { ResolvedOperation } from './resolved-operation.js';

/** The answer of an engine. `errors` are not formatted yet; the pipeline formats them for clients. */
export interface EngineResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Record<string, unknown>;
}

/**
 * Plans and executes a valid query or mutation for a caller, until the caller's deadline. Throws if there is no answer
 * at all.
 */
export type ExecuteOperation = (operation: ResolvedOperation, caller: Caller) => Promise<EngineResult>;

/** The execution engine behind the pipeline. Doors and stages use nothing else of it, so that it can be replaced. */
export interface Engine {
  /** The schema that clients see, as it is now. */
  readonly schema: GraphQLSchema;
  readonly execute: ExecuteOperation;
  /** Calls `listener` after each change of `schema`. Returns a function that ends the calls. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
