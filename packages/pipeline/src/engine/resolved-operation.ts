import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';

/** An operation whose definition is chosen. Only the resolve stage creates it. */
export interface ResolvedOperation {
  readonly document: DocumentNode;
  /** The definition that is executed, out of those in the document. */
  readonly definition: OperationDefinitionNode;
  /** The document's fragments, by name. */
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The variables as the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
}
