import { runAs, type GraphQLExecutor, type GraphQLExecutorResult, type Principal } from '@skillwright/service';
import { parse } from 'graphql';

export interface TextOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string | null | undefined;
  readonly requestId?: string;
  /** Anonymous by default. */
  readonly principal?: Principal;
  /** A minute by default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Has an executor carry out a document that is given as text, for a caller of its own. Throws where it does not parse. */
export function executeText(
  execute: GraphQLExecutor,
  query: string,
  { variables, operationName, timeoutMs = 60_000, ...caller }: TextOptions = {},
): Promise<GraphQLExecutorResult> {
  const operation = { document: parse(query), operationName, variables };
  return runAs({ ...caller, timeoutMs }, (made) => execute(operation, made));
}
