import type { Caller, GraphQLExecutorResult } from '@skillwright/service';
import type { DocumentNode } from 'graphql';

/** One fetch of a query plan, on its way to a subgraph. */
export interface SubgraphCall {
  readonly query: string;
  /** The parsed `query`, where the planner kept it. */
  readonly document: DocumentNode | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** How long this call may take. */
  readonly timeoutMs: number;
}

/** Carries calls to one subgraph. Throws a ServiceError where there is no GraphQL answer. */
export type SubgraphTransport = (call: SubgraphCall) => Promise<GraphQLExecutorResult>;

/** Whether a fetch may change something: the planner's operations begin with their kind. */
export const isMutation = (query: string): boolean => query.startsWith('mutation');
