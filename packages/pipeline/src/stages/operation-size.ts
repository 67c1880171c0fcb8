import { Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { ResolvedOperation } from '../engine/resolved-operation.js';

/** The size of an operation as it is written, with its fragments expanded. `fields` counts all of its document. */
export interface OperationSize {
  readonly depth: number;
  readonly fields: number;
  readonly rootFields: number;
}

type Sized = Pick<ResolvedOperation, 'definition' | 'document' | 'fragments'>;

interface Measure {
  readonly depth: number;
  /** The number of fields at the top of the selection. */
  readonly width: number;
  readonly fields: number;
}

const leaf: Measure = { depth: 1, width: 1, fields: 1 };
const nothing: Measure = { depth: 0, width: 0, fields: 0 };

/**
 * Returns the size of an operation, which need not be valid. Its fields are those of all operations of the document, or
 * of the largest fragment if that has more, since all of them are validated. Each fragment is measured once, so the work grows with the
 * document and not with its expansion. A fragment inside itself counts once.
 */
export function sizeOf({ definition, document, fragments }: Sized): OperationSize {
  const measured = new Map<string, Measure>();

  function measure({ selections }: SelectionSetNode): Measure {
    let [depth, width, fields] = [0, 0, 0];
    for (const selection of selections) {
      const part = measureSelection(selection);
      depth = Math.max(depth, part.depth);
      width += part.width;
      fields += part.fields;
    }
    return { depth, width, fields };
  }

  function measureSelection(selection: SelectionNode): Measure {
    if (selection.kind === Kind.INLINE_FRAGMENT) return measure(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value);
    if (!selection.selectionSet) return leaf;
    const { depth, fields } = measure(selection.selectionSet);
    return { depth: depth + 1, width: 1, fields: fields + 1 };
  }

  function measureFragment(name: string): Measure {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, nothing);
    const fragment = fragments[name];
    const size = fragment ? measure(fragment.selectionSet) : nothing;
    measured.set(name, size);
    return size;
  }

  const { width, depth } = measure(definition.selectionSet);
  let fields = 0;
  for (const each of document.definitions) {
    if (each.kind === Kind.OPERATION_DEFINITION) fields += measure(each.selectionSet).fields;
  }
  for (const name of Object.keys(fragments)) fields = Math.max(fields, measureFragment(name).fields);
  return { depth, fields, rootFields: width };
}
