import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';

/** An operation of which is known what is executed. Made by the resolve stage alone. */
export interface ResolvedOperation {
  readonly document: DocumentNode;
  /** The one definition of the document that is asked for. */
  readonly definition: OperationDefinitionNode;
  /** The document's fragments, by name. */
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** As the client gave them. */
  readonly variables: Readonly<Record<string, unknown>>;
}
