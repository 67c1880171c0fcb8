import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print, type GraphQLFormattedError } from 'graphql';
import { callRest } from './rest.js';

interface GraphQLAnswer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Executes a typed operation over HTTP. Returns data and errors unchanged. */
export async function executeGraphQL<Data, Variables>(
  baseUrl: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<GraphQLAnswer<Data>> {
  const body = { query: print(document), variables };
  return (await callRest(baseUrl, 'POST', '/graphql', { body })).body as GraphQLAnswer<Data>;
}

/** Executes a typed operation and returns its data. Throws when the answer has errors. */
export async function queryGraphQL<Data, Variables>(
  baseUrl: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, errors } = await executeGraphQL(baseUrl, document, variables);
  if (errors !== undefined || !data) throw new Error(`The operation failed: ${JSON.stringify(errors)}`);
  return data;
}
