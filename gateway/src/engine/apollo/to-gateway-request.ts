import { createHash } from 'node:crypto';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { toApolloLogger, type ResolvedOperation } from '@skillwright/pipeline';
import type { Caller, Logger } from '@skillwright/service';
import { print, type DocumentNode, type GraphQLSchema } from 'graphql';

interface DocumentText {
  readonly source: string;
  /** The key of the document's plans. */
  readonly queryHash: string;
}

const texts = new WeakMap<DocumentNode, DocumentText>();

/** A resolved operation as @apollo/gateway takes it. The gateway hands the caller to every fetch. */
export function toGatewayRequest(
  { document, definition, variables }: ResolvedOperation,
  caller: Caller,
  { schema, logger }: { readonly schema: GraphQLSchema; readonly logger: Logger },
): GatewayGraphQLRequestContext<Caller> {
  const { source, queryHash } = textOf(document);
  const operationName = definition.name?.value;
  // The gateway chooses a definition by its name once more: unnamed, a resolved definition is the only one.
  const request = { query: source, variables, ...(operationName !== undefined && { operationName }) };
  const made = {
    ...{ request, document, source, queryHash, schema, metrics: {} },
    ...{ operation: definition, operationName: operationName ?? null },
    ...{ context: caller, logger: toApolloLogger(logger) },
  };
  // The type also asks for caches and hashes of Apollo Server, which the gateway does not read.
  return made as Omit<typeof made, 'schemaHash'> as GatewayGraphQLRequestContext<Caller>;
}

function textOf(document: DocumentNode): DocumentText {
  const known = texts.get(document);
  if (known) return known;
  const source = document.loc?.source.body ?? print(document);
  const text = { source, queryHash: createHash('sha256').update(source).digest('hex') };
  texts.set(document, text);
  return text;
}
