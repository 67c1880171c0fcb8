import { runAs, type GraphQLExecutor, type GraphQLExecutorResult, type Principal } from '@skillwright/service';
import { parse } from 'graphql';

export interface TextOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string | null | undefined;
  readonly requestId?: string;
  /** The anonymous principal by default. */
  readonly principal?: Principal;
  /** The time until the deadline, in milliseconds; 60,000 by default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Executes a document that is given as text, with a caller of its own. Throws if the document does not parse. */
export function executeText(
  execute: GraphQLExecutor,
  query: string,
  { variables, operationName, timeoutMs = 60_000, ...caller }: TextOptions = {},
): Promise<GraphQLExecutorResult> {
  const operation = { document: parse(query), operationName, variables };
  return runAs({ ...caller, timeoutMs }, (made) => execute(operation, made));
}
