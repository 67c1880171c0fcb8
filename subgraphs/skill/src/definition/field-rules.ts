import { countCharacters, findBadCharacter, findNameFault, findUnstorableCharacter, quote } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import { definitionLimits } from './definition-limits.js';
import { optionalTexts, type UncheckedFields } from './skill-definition.js';

/** Returns the place of a field: `description`, or `metadata` and one of its keys. */
export type PlaceOf = (field: string, key?: string) => Pick<FieldError, 'path' | 'line'>;

type Fault = Pick<FieldError, 'code' | 'message'>;

/** Returns all faults of the six frontmatter fields and the body by the Agent Skills specification. */
export function checkFields(fields: UncheckedFields, placeOf: PlaceOf): FieldError[] {
  const at = (field: keyof UncheckedFields, faults: Fault[]) =>
    faults.map((fault) => ({ ...fault, ...placeOf(field) }));
  return [
    ...at('name', checkName(fields.name)),
    ...at('description', checkText(fields.description, definitionLimits.descriptionCharacters, { required: true })),
    ...at('instructions', checkInstructions(fields.instructions)),
    ...optionalTexts.flatMap(([field, characters]) => at(field, checkText(fields[field], characters))),
    ...checkMetadata(fields.metadata, placeOf),
  ];
}

function checkName(value: unknown): Fault[] {
  const faults = checkText(value, definitionLimits.nameCharacters, { required: true });
  if (faults.length > 0 || typeof value !== 'string') return faults;
  const fault = findNameFault(value);
  return fault ? [{ code: fault.code, message: fault.message }] : [];
}

function checkText(value: unknown, limit: number, options: { required?: boolean } = {}): Fault[] {
  if (value === undefined || value === null) return options.required ? [required] : [];
  if (typeof value !== 'string') return [notAString];
  if (value.trim() === '') return [{ code: 'blank', message: 'This must not be blank.' }];
  const faults: Fault[] = [];
  if (countCharacters(value, limit) > limit) faults.push(tooLong(`${limit} characters`));
  const bad = findBadCharacter(value);
  if (bad !== undefined) faults.push(badCharacter(bad));
  return faults;
}

function checkInstructions(value: unknown): Fault[] {
  if (value === undefined || value === null) return [required];
  if (typeof value !== 'string') return [notAString];
  const faults: Fault[] = [];
  if (Buffer.byteLength(value) > definitionLimits.instructionsBytes) {
    faults.push(tooLong(`${definitionLimits.instructionsBytes} bytes`));
  }
  const bad = findUnstorableCharacter(value);
  if (bad !== undefined) faults.push(badCharacter(bad));
  return faults;
}

function checkMetadata(value: unknown, placeOf: PlaceOf): FieldError[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) {
    return [{ code: 'invalid_type', message: 'This must be a map of strings.', ...placeOf('metadata') }];
  }
  const entries = Object.entries(value);
  if (entries.length > definitionLimits.metadataEntries) {
    const message = `This may have at most ${definitionLimits.metadataEntries} entries; it has ${entries.length}.`;
    return [{ code: 'too_many', message, ...placeOf('metadata') }];
  }
  return entries.flatMap(([key, entry]) => {
    const keyFaults = checkMetadataKey(key).map((fault) => ({
      ...fault,
      message: `The key ${quote(key)}: ${fault.message}`,
      ...placeOf('metadata'),
    }));
    const valueFaults = checkMetadataValue(entry).map((fault) => ({ ...fault, ...placeOf('metadata', key) }));
    return [...keyFaults, ...valueFaults];
  });
}

function checkMetadataKey(key: string): Fault[] {
  // Some JSON libraries drop this key silently, so the stored metadata would differ from the request.
  if (key === '__proto__') return [{ code: 'reserved', message: 'This name is not allowed.' }];
  return checkText(key, definitionLimits.metadataKeyCharacters);
}

function checkMetadataValue(value: unknown): Fault[] {
  if (value === '') return [];
  if (value === null) return [notAString];
  return checkText(value, definitionLimits.metadataValueCharacters);
}

const required: Fault = { code: 'required', message: 'This is required.' };
const notAString: Fault = { code: 'invalid_type', message: 'This must be a string.' };
const tooLong = (limit: string): Fault => ({ code: 'too_long', message: `This may have at most ${limit}.` });
const badCharacter = (character: string): Fault => ({
  code: 'character',
  message: `This contains the character ${character}, which is not allowed here.`,
});
