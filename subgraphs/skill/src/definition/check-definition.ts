import { skillErrors } from '@skillwright/contracts/skill';
import { quote } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import { sortByFirst } from './definition-digest.js';
import { definitionLimits } from './definition-limits.js';
import { checkFields } from './field-rules.js';
import { checkFilePaths } from './path-rules.js';
import { optionalTexts, type OptionalText, type SkillDefinition, type UncheckedFields } from './skill-definition.js';
import type { UncheckedDefinition } from './unchecked-definition.js';

/** Checks a definition. Throws SKILL_TOO_LARGE, or SKILL_INVALID with the first 100 faults and the place of each. */
export function checkDefinition(unchecked: UncheckedDefinition): SkillDefinition {
  const { fields, files, placeOf } = unchecked;
  checkSize(unchecked);
  const faults = [
    ...unchecked.errors,
    // Without fields, every field would be reported as missing, which would hide why the form could not be read.
    ...(fields ? checkFields(fields, placeOf) : []),
    ...checkFolder(unchecked),
    ...checkFilePaths(
      files.map((file) => file.path),
      unchecked.filePlaceOf,
    ),
  ];
  if (faults.length > 0 || !fields) {
    throw skillErrors.SKILL_INVALID({ count: faults.length }, { errors: faults });
  }
  return toDefinition(fields, unchecked);
}

function checkSize({ fields, files }: UncheckedDefinition): void {
  const instructionsBytes = typeof fields?.instructions === 'string' ? Buffer.byteLength(fields.instructions) : 0;
  const bytes = files.reduce((sum, file) => sum + file.content.length, instructionsBytes);
  if (bytes > definitionLimits.totalBytes) {
    throw skillErrors.SKILL_TOO_LARGE({ limitBytes: definitionLimits.totalBytes });
  }
}

function checkFolder({ fields, folder, placeOf }: UncheckedDefinition): FieldError[] {
  if (folder === undefined || typeof fields?.name !== 'string' || folder === fields.name) return [];
  const message = `The name ${quote(fields.name)} must be the name of the skill's folder, which is ${quote(folder)}.`;
  return [{ code: 'folder_name', message, ...placeOf('name') }];
}

/** Turns fields without a fault into a definition. */
function toDefinition(fields: UncheckedFields, { files }: UncheckedDefinition): SkillDefinition {
  const texts = optionalTexts.map(([field]) => [field, typeof fields[field] === 'string' ? fields[field] : null]);
  return {
    ...(Object.fromEntries(texts) as Record<OptionalText, string | null>),
    name: String(fields.name),
    description: String(fields.description),
    instructions: String(fields.instructions),
    metadata: Object.fromEntries(sortByFirst(Object.entries(fields.metadata ?? {}))) as Record<string, string>,
    files: sortByFirst(files.map((file) => [file.path, file] as const)).map(([, file]) => file),
  };
}
