import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { DocumentNode } from 'graphql';
import type { RestLine } from './rest-line.js';

/** The service that answers operations, with the schema that types their documents. */
export interface OperationOwner {
  readonly name: string;
  /** The text of the service's schema; needed for REST lines. */
  readonly typeDefs?: string;
}

/** One operation: everything that routes, documents, clients and checks are printed from. */
export interface Operation {
  readonly name: string;
  readonly owner: OperationOwner;
  /** A few words, as a title. The description is that of the schema's root field. */
  readonly summary: string;
  readonly document: DocumentNode;
  /** The scope that a caller needs. */
  readonly scope: string;
  /** Whether agents are offered it as a tool. */
  readonly tool: boolean;
  /** The call that answers it over REST, where there is one. */
  readonly rest?: RestLine | undefined;
}

/** An operation with a REST line. */
export type RestOperation = Operation & { readonly rest: RestLine };

/** An operation before it has a name and an owner, with its own types. */
export interface Row<Data, Variables, Scope extends string, Line> {
  readonly summary: string;
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly scope: Scope;
  readonly tool: boolean;
  readonly rest: Line;
}

/** Writes a row; the compiler checks its REST line against the types of its document. */
export function operation<
  Data,
  Variables,
  const Scope extends string,
  const Line extends RestLine<NoInfer<Variables>> | undefined = undefined,
>(row: Omit<Row<Data, Variables, Scope, Line>, 'rest'> & { readonly rest?: Line }): Row<Data, Variables, Scope, Line> {
  return row as Row<Data, Variables, Scope, Line>;
}

type Rows = Readonly<Record<string, Omit<Operation, 'name' | 'owner'>>>;

/** Rows with a name and an owner, each with its own types. */
type Named<Of extends Rows> = {
  readonly [Name in keyof Of]: Of[Name] & { readonly name: Name & string; readonly owner: OperationOwner };
};

/** Gives rows their owner, and each the name that it stands under. */
export function defineOperations<const Of extends Rows>(owner: OperationOwner, rows: Of): Named<Of> {
  const operations = Object.entries(rows).map(([name, row]) => [name, { ...row, name, owner }]);
  return Object.fromEntries(operations) as Named<Of>;
}

/** Whether an operation has a REST line. */
export function isRestOperation(operation: Operation): operation is RestOperation {
  return operation.rest !== undefined;
}
