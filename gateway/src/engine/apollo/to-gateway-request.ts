import { createHash } from 'node:crypto';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { toApolloLogger, type ResolvedOperation } from '@skillwright/pipeline';
import type { Logger } from '@skillwright/service';
import { print, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Execution } from './subgraph-call.js';

interface DocumentText {
  readonly source: string;
  /** The key of the document's query plans. */
  readonly queryHash: string;
}

const texts = new WeakMap<DocumentNode, DocumentText>();

/** Converts a resolved operation to a request of @apollo/gateway, which passes the execution to every fetch. */
export function toGatewayRequest(
  { document, definition, variables }: ResolvedOperation,
  execution: Execution,
  { schema, logger }: { readonly schema: GraphQLSchema; readonly logger: Logger },
): GatewayGraphQLRequestContext<Execution> {
  const { source, queryHash } = textOf(document);
  const operationName = definition.name?.value;
  // @apollo/gateway chooses the definition by its name again. A resolved definition without a name is the only one.
  const request = { query: source, variables, ...(operationName !== undefined && { operationName }) };
  const made = {
    ...{ request, document, source, queryHash, schema, metrics: {} },
    ...{ operation: definition, operationName: operationName ?? null },
    ...{ context: execution, logger: toApolloLogger(logger) },
  };
  // The type also requires caches and hashes of Apollo Server, which @apollo/gateway does not read.
  return made as Omit<typeof made, 'schemaHash'> as GatewayGraphQLRequestContext<Execution>;
}

function textOf(document: DocumentNode): DocumentText {
  const known = texts.get(document);
  if (known) return known;
  const source = document.loc?.source.body ?? print(document);
  const text = { source, queryHash: createHash('sha256').update(source).digest('hex') };
  texts.set(document, text);
  return text;
}
