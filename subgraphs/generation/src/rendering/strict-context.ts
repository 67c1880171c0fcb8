import { quote } from '@skillwright/rules';
import mustache from 'mustache';
import { isRecord } from '@skillwright/rules';
import { CaseFormMemo, isIdentifier, splitCaseForm } from '../template/case-forms.js';
import type { View } from './view.js';

/** A name has no value for this reason. The writer adds the file, line and column. */
export class LookupError extends Error {
  override readonly name = 'LookupError';

  constructor(
    readonly code: 'tag_unknown_name' | 'tag_no_value',
    message: string,
  ) {
    super(message);
  }
}

/** The place of an item in its list. */
interface ItemPlace {
  readonly index: number;
  readonly length: number;
}

/**
 * Strict lookup: an unknown name is an error, and the rest of a dotted name is looked up in the value of its first part
 * only.
 */
export class StrictContext extends mustache.Context {
  declare readonly view: View;
  declare readonly parent: StrictContext | undefined;
  private readonly forms: CaseFormMemo;

  constructor(
    view: View,
    parent?: StrictContext,
    private readonly place?: ItemPlace,
  ) {
    super(view, parent);
    this.forms = parent?.forms ?? new CaseFormMemo();
  }

  override push(view: View, place?: ItemPlace): StrictContext {
    return new StrictContext(view, this, place);
  }

  /**
   * Returns the value of a name, or null for a declared name without a value. Throws {@link LookupError} for an unknown
   * name.
   */
  override lookup(name: string): View {
    if (name === '.') return this.view;
    const [first = '', ...rest] = name.split('.');
    let value = this.findOutwards(first);
    for (const part of rest) {
      if (value === null) return null;
      value = value === undefined ? undefined : findIn(value, part, this.forms);
    }
    if (value === undefined) throw new LookupError('tag_unknown_name', `\`${name}\` is not known here`);
    return value;
  }

  private findOutwards(name: string): View | undefined {
    const place = findPlace(this.place, name);
    const value = place === undefined ? findIn(this.view, name, this.forms) : place;
    // Null ends the search: the name is declared and was not given.
    return value === undefined ? this.parent?.findOutwards(name) : value;
  }
}

function findPlace(place: ItemPlace | undefined, name: string): View | undefined {
  if (!place) return undefined;
  if (name === '-index') return place.index;
  if (name === '-first') return place.index === 0;
  return name === '-last' ? place.index === place.length - 1 : undefined;
}

/** The value of a name in an object, else the case form that the name asks for. */
function findIn(view: View, name: string, forms: CaseFormMemo): View | undefined {
  if (!isRecord(view)) return undefined;
  const object = view as { readonly [name: string]: View };
  if (Object.hasOwn(object, name)) return object[name];
  const split = splitCaseForm(name).find(({ base }) => Object.hasOwn(object, base));
  if (!split) return undefined;
  const text = object[split.base];
  if (text === null) return null;
  if (typeof text !== 'string') return undefined;
  if (isIdentifier(text)) return forms.get(text, split.form);
  throw new LookupError(
    'tag_no_value',
    `\`${name}\` has no value: ${quote(text)} is not made of words, so it has no case forms`,
  );
}
