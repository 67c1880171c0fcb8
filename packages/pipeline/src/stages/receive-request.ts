import { coreErrors, toFieldErrors, type GraphQLRequest } from '@skillwright/service';
import { GraphQLError, parse, type DocumentNode } from 'graphql';
import { z } from 'zod';
import { InvalidOperation } from './invalid-operation.js';

/** The maximum number of tokens in a document. Parsing stops there. */
export const maxTokens = 10_000;

/** A request whose document is still text. */
export interface RequestText {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

const requestText = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/** Checks that untrusted input has the shape of a request. Throws MALFORMED_REQUEST that names every fault. */
export function parseRequestText(request: unknown): RequestText {
  const parsed = requestText.safeParse(request);
  if (parsed.success) return parsed.data;
  const reason = 'This is not a GraphQL request; `errors` names each fault.';
  throw coreErrors.MALFORMED_REQUEST({ reason }, { errors: toFieldErrors(parsed.error.issues) });
}

/**
 * The first stage: reads `query`, `operationName` and `variables` of untrusted input and nothing else, and parses the
 * document. Throws MALFORMED_REQUEST, and InvalidOperation (GRAPHQL_PARSE_FAILED).
 */
export function receiveRequest(request: unknown): GraphQLRequest {
  const { query, operationName, variables } = parseRequestText(request);
  return { document: parseDocument(query), operationName, variables: variables ?? undefined };
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new InvalidOperation('GRAPHQL_PARSE_FAILED', [error]);
  }
}
