import { isUtf8 } from 'node:buffer';
import { skillErrors } from '@skillwright/contracts/skill';
import { decodeBase64, pathLimits } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import { readArchive, type ArchiveFile } from '../archive/read-archive.js';
import { findSkillMd, unwrapArchive } from '../archive/unwrap-archive.js';
import { checkDefinition } from './check-definition.js';
import { decodeFiles } from './decode-files.js';
import type { DefinitionInput } from './definition-input.js';
import { definitionLimits } from './definition-limits.js';
import { definitionFields, type SkillDefinition, type UncheckedFields } from './skill-definition.js';
import { parseSkillMd } from './skill-md.js';
import type { UncheckedDefinition } from './unchecked-definition.js';

export interface ParseDefinitionOptions {
  /** The name of the skill to update. It is used when the fields have no name; another name is a fault. */
  readonly knownName?: string;
  /** Faults of other parts of the input, which are reported together with the faults of the definition. */
  readonly faults?: readonly FieldError[];
}

/** Parses a definition from one of its three forms. Throws SKILL_INVALID, SKILL_TOO_LARGE, or ARCHIVE_* for a zip. */
export async function parseDefinition(
  input: DefinitionInput,
  { knownName, faults = [] }: ParseDefinitionOptions = {},
): Promise<SkillDefinition> {
  const unchecked = await readForm(input, knownName);
  const errors = [...unchecked.errors, ...checkKnownName(unchecked, knownName), ...faults];
  return checkDefinition({ ...unchecked, errors });
}

/** Parses a skill's folder, read from a disk or an archive. Throws SKILL_INVALID or SKILL_TOO_LARGE. */
export function parseFolder(files: readonly ArchiveFile[], folder: string | undefined): SkillDefinition {
  return checkDefinition(fromFolder(files, folder));
}

async function readForm(input: DefinitionInput, knownName: string | undefined): Promise<UncheckedDefinition> {
  checkForms(input);
  if (isGiven(input.archive)) {
    const { files, wrapper } = unwrapArchive(
      await readArchive(decodeArchive(input.archive), { unpackedBytes: definitionLimits.totalBytes }),
    );
    return fromFolder(files, wrapper);
  }
  const { files, errors } = decodeFiles(input.files ?? []);
  const filePlaceOf = (index: number) => `files[${index}].path`;
  if (isGiven(input.skillMd)) {
    const skillMd = parseSkillMd(input.skillMd, 'skillMd');
    return { ...skillMd, files, filePlaceOf, errors: [...skillMd.errors, ...errors] };
  }
  const given = Object.fromEntries(definitionFields.map((name) => [name, input[name]])) as UncheckedFields;
  return {
    fields: { ...given, name: given.name ?? knownName },
    placeOf: (field, key) => ({ path: key === undefined ? field : `${field}.${key}` }),
    files,
    filePlaceOf,
    errors,
  };
}

function fromFolder(files: readonly ArchiveFile[], folder: string | undefined): UncheckedDefinition {
  const skillMd = findSkillMd(files);
  const others = files.filter((file) => file !== skillMd);
  const filePlaceOf = (index: number) => (others[index]?.path ?? '').slice(0, pathLimits.characters);
  if (!skillMd || !isUtf8(skillMd.content)) {
    const fault = skillMd ? { code: 'utf8', message: 'SKILL.md is not UTF-8.' } : missingSkillMd;
    const errors = [{ ...fault, path: 'SKILL.md' }];
    return { fields: undefined, placeOf: () => ({ path: 'SKILL.md' }), files: others, filePlaceOf, errors };
  }
  return { ...parseSkillMd(skillMd.content.toString('utf8'), 'SKILL.md'), files: others, filePlaceOf, folder };
}

const missingSkillMd = { code: 'required', message: 'A skill is a folder with a SKILL.md.' };

const isGiven = <Value>(value: Value | null | undefined): value is Value => value !== null && value !== undefined;

const quoted = (name: string) => `\`${name}\``;

function checkForms(input: DefinitionInput): void {
  const fields = definitionFields.filter((name) => isGiven(input[name]));
  const forms = fields.length > 0 ? [fields.map(quoted).join(', ')] : [];
  if (isGiven(input.skillMd)) forms.push(quoted('skillMd'));
  if (isGiven(input.archive)) forms.push(quoted('archive'));
  const errors: FieldError[] = [];
  if (forms.length > 1) {
    const message = `A skill must be sent in one form; this has ${forms.join(' and ')}.`;
    errors.push({ code: 'one_form', message, path: isGiven(input.archive) ? 'archive' : 'skillMd' });
  }
  if (isGiven(input.archive) && isGiven(input.files)) {
    errors.push({ code: 'one_form', message: 'An archive has all files; remove the others.', path: 'files' });
  }
  if (errors.length > 0) throw skillErrors.SKILL_INVALID({ count: errors.length }, { errors });
}

function decodeArchive(archive: string): Buffer {
  const zip = decodeBase64(archive);
  if (!zip) {
    const errors = [{ code: 'base64', message: 'The archive is not base64 with its padding.', path: 'archive' }];
    throw skillErrors.SKILL_INVALID({ count: 1 }, { errors });
  }
  if (zip.length <= definitionLimits.totalBytes) return zip;
  throw skillErrors.ARCHIVE_TOO_LARGE({ reason: `it has more than ${definitionLimits.totalBytes} bytes.` });
}

function checkKnownName({ fields, placeOf }: UncheckedDefinition, knownName: string | undefined): FieldError[] {
  if (knownName === undefined || typeof fields?.name !== 'string' || fields.name === knownName) return [];
  return [{ code: 'name_fixed', message: `The skill's name is ${knownName} and cannot change.`, ...placeOf('name') }];
}
