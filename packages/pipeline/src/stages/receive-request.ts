import { coreErrors, toFieldErrors, type GraphQLRequest } from '@skillwright/service';
import { GraphQLError, Lexer, parse, Source, TokenKind, type DocumentNode } from 'graphql';
import { z } from 'zod';
import { pipelineErrors } from '../errors.js';
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
 * document. Throws MALFORMED_REQUEST, DOCUMENT_TOO_NESTED and InvalidOperation (GRAPHQL_PARSE_FAILED).
 */
export function receiveRequest(request: unknown): GraphQLRequest {
  const { query, operationName, variables } = parseRequestText(request);
  return { document: parseDocument(query), operationName, variables: variables ?? undefined };
}

function parseDocument(query: string): DocumentNode {
  try {
    checkNesting(query);
    return parse(query, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new InvalidOperation('GRAPHQL_PARSE_FAILED', [error]);
  }
}

const maxNesting = 200;
const opening: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Checks that the brackets of a document are nested at most 200 levels deep: the parser calls itself for each level.
 * Throws DOCUMENT_TOO_NESTED. A fault of the document is left to the parser.
 */
export function checkNesting(query: string): void {
  // Few documents have so many brackets at all.
  if ((query.match(/[{[(]/g)?.length ?? 0) <= maxNesting) return;
  let depth = 0;
  for (const kind of readTokens(query)) {
    if (opening.has(kind)) depth += 1;
    else if (closing.has(kind)) depth -= 1;
    if (depth > maxNesting) throw pipelineErrors.DOCUMENT_TOO_NESTED({ limit: maxNesting });
  }
}

/** Yields the kinds of a document's tokens, up to the limit, and ends at a character that cannot be read. */
function* readTokens(query: string): Generator<TokenKind> {
  const lexer = new Lexer(new Source(query));
  try {
    for (let count = 0; count <= maxTokens && lexer.token.kind !== TokenKind.EOF; count += 1) {
      yield lexer.advance().kind;
    }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
  }
}
