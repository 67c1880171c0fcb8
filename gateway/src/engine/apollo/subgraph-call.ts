import type { AnswerBudget } from '@skillwright/pipeline';
import type { Caller, GraphQLExecutorResult } from '@skillwright/service';
import type { DocumentNode } from 'graphql';

/** An operation while it is executed. */
export interface Execution {
  readonly caller: Caller;
  readonly budget: AnswerBudget;
}

/** One fetch of a query plan. */
export interface SubgraphCall {
  readonly query: string;
  /** The parsed `query`, if the planner has kept it. */
  readonly document: DocumentNode | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** Counts what comes back. */
  readonly budget: AnswerBudget;
  /** The maximum time of this call, in milliseconds. */
  readonly timeoutMs: number;
}

/** Sends calls to one subgraph. Throws a ServiceError if there is no GraphQL answer. */
export type SubgraphTransport = (call: SubgraphCall) => Promise<GraphQLExecutorResult>;

/** Whether a fetch may change something. The planner's documents begin with their kind. */
export const isMutation = (query: string): boolean => query.startsWith('mutation');
