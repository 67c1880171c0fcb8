import { Kind, type DocumentNode, type SelectionSetNode } from 'graphql';

/** The parts of a document whose number decides how long its validation takes. */
export interface DocumentSize {
  readonly operations: number;
  readonly fragments: number;
  /** The most directives at one place. */
  readonly directives: number;
  /** The fields, anywhere in the document, that stand in one selection under a name that is already there. */
  readonly repeated: number;
}

/** Measures all of a document, also the operations that are not executed. Reads each node once. */
export function documentSizeOf({ definitions }: DocumentNode): DocumentSize {
  let [operations, fragments, directives, repeated] = [0, 0, 0, 0];
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations += 1;
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments += 1;
    see(definition);
    if ('variableDefinitions' in definition) {
      for (const variable of definition.variableDefinitions ?? [])
        if (variable.kind === Kind.VARIABLE_DEFINITION) see(variable);
    }
    if ('selectionSet' in definition) read(definition.selectionSet, new Set());
  }
  return { operations, fragments, directives, repeated };

  function see(node: { readonly directives?: readonly unknown[] }): void {
    directives = Math.max(directives, node.directives?.length ?? 0);
  }

  /** Reads a selection. The fields of an inline fragment stand beside those around it. */
  function read({ selections }: SelectionSetNode, names: Set<string>): void {
    for (const selection of selections) {
      see(selection);
      if (selection.kind === Kind.INLINE_FRAGMENT) read(selection.selectionSet, names);
      else {
        const name =
          selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : `...${selection.name.value}`;
        if (names.has(name)) repeated += 1;
        names.add(name);
        if (selection.kind === Kind.FIELD && selection.selectionSet) read(selection.selectionSet, new Set());
      }
    }
  }
}
