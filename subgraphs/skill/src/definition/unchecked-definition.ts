import type { FieldError } from '@skillwright/service';
import type { PlaceOf } from './field-rules.js';
import type { DefinitionFile, UncheckedFields } from './skill-definition.js';

/** A definition that was read from one of its forms and is not checked yet. */
export interface UncheckedDefinition {
  /** Undefined when the form could not be read; `errors` has the reason. */
  readonly fields: UncheckedFields | undefined;
  readonly placeOf: PlaceOf;
  readonly files: readonly DefinitionFile[];
  /** Returns the place of the nth file's path in the request. */
  readonly filePlaceOf: (index: number) => string;
  /** The name of the folder around the files; it must be the skill's name. */
  readonly folder?: string | undefined;
  /** The faults found while reading. */
  readonly errors: readonly FieldError[];
}
