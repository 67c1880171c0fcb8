import type { FieldError } from '@skillwright/service';
import type { PlaceOf } from './field-rules.js';
import type { DefinitionFile, UncheckedFields } from './skill-definition.js';

/** A definition as it came in, in whatever form: nothing of it has been checked but that it could be read. */
export interface UncheckedDefinition {
  /** Undefined where it could not be read; `errors` says why. */
  readonly fields: UncheckedFields | undefined;
  readonly placeOf: PlaceOf;
  readonly files: readonly DefinitionFile[];
  /** Where the path of the nth file stands. */
  readonly filePlaceOf: (index: number) => string;
  /** The name of the folder that it lay in, which must be the skill's. */
  readonly folder?: string | undefined;
  /** What was found wrong already. */
  readonly errors: readonly FieldError[];
}
