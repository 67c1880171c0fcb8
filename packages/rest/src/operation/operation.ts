import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { DocumentNode } from 'graphql';
import type { RestLine } from './rest-line.js';

/** The service that executes operations, and the schema with the types of their documents. */
export interface OperationOwner {
  readonly name: string;
  /** The text of the service's schema; needed for REST lines. */
  readonly typeDefs?: string;
}

/** One operation. Routes, documents, clients and checks are printed from it. */
export interface Operation {
  readonly name: string;
  readonly owner: OperationOwner;
  /** A title of a few words. The description comes from the schema's root field. */
  readonly summary: string;
  readonly document: DocumentNode;
  /** The scope that a caller needs. */
  readonly scope: string;
  /** Whether the operation is offered to agents as a tool. */
  readonly tool: boolean;
  /** The REST call of the operation, if it has one. */
  readonly rest?: RestLine | undefined;
}

/** An operation with a REST line. */
export type RestOperation = Operation & { readonly rest: RestLine };

/** An operation without its name and owner, and with the types of its document. */
export interface Row<Data, Variables, Scope extends string, Line> {
  readonly summary: string;
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly scope: Scope;
  readonly tool: boolean;
  readonly rest: Line;
}

/** Defines a row. The compiler checks its REST line against the types of its document. */
export function operation<
  Data,
  Variables,
  const Scope extends string,
  const Line extends RestLine<NoInfer<Variables>> | undefined = undefined,
>(row: Omit<Row<Data, Variables, Scope, Line>, 'rest'> & { readonly rest?: Line }): Row<Data, Variables, Scope, Line> {
  return row as Row<Data, Variables, Scope, Line>;
}

type Rows = Readonly<Record<string, Omit<Operation, 'name' | 'owner'>>>;

/** Rows with a name and an owner. Each row keeps the types of its document. */
type Named<Of extends Rows> = {
  readonly [Name in keyof Of]: Of[Name] & { readonly name: Name & string; readonly owner: OperationOwner };
};

/** Gives every row its owner, and its key as its name. */
export function defineOperations<const Of extends Rows>(owner: OperationOwner, rows: Of): Named<Of> {
  const operations = Object.entries(rows).map(([name, row]) => [name, { ...row, name, owner }]);
  return Object.fromEntries(operations) as Named<Of>;
}

/** Whether an operation has a REST line. */
export function isRestOperation(operation: Operation): operation is RestOperation {
  return operation.rest !== undefined;
}
