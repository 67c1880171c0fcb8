import type { Caller } from '@skillwright/service';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { ResolvedOperation } from './resolved-operation.js';

/** The answer of an engine. `errors` are as the engine knows them; the pipeline formats them for clients. */
export interface EngineResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Record<string, unknown>;
}

/** Plans and executes a valid query or mutation for a caller, by the caller's deadline. Throws where it has no answer at all. */
export type ExecuteOperation = (operation: ResolvedOperation, caller: Caller) => Promise<EngineResult>;

/** The execution behind the pipeline. Doors and stages know nothing else of it, so that another engine can take its place. */
export interface Engine {
  /** The schema that clients see at the moment. */
  readonly schema: GraphQLSchema;
  readonly execute: ExecuteOperation;
  /** Calls back after `schema` has changed. Returns what ends that. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
