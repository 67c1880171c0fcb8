import type { FieldError } from '@skillwright/service';
import type { PlaceOf } from './field-rules.js';
import type { DefinitionFile, UncheckedFields } from './skill-definition.js';

/** A definition read from one of its forms, before its rules are checked. */
export interface UncheckedDefinition {
  /** Undefined where the form could not be read; `errors` says why. */
  readonly fields: UncheckedFields | undefined;
  readonly placeOf: PlaceOf;
  readonly files: readonly DefinitionFile[];
  /** The place of the path of the nth file. */
  readonly filePlaceOf: (index: number) => string;
  /** The name of the folder around the files; it must be the skill's name. */
  readonly folder?: string | undefined;
  /** The faults that reading found. */
  readonly errors: readonly FieldError[];
}
