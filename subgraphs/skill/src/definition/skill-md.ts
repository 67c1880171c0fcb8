import { quote } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import { stringify } from 'yaml';
import type { PlaceOf } from './field-rules.js';
import { parseFrontmatter } from './frontmatter.js';
import {
  frontmatterFields,
  type DefinitionField,
  type SkillDefinition,
  type UncheckedFields,
} from './skill-definition.js';

/** A parsed `SKILL.md`: its unchecked fields, the place of each, and the faults of the file itself. */
export interface SkillMd {
  /** Undefined when the file could not be read. */
  readonly fields: UncheckedFields | undefined;
  readonly placeOf: PlaceOf;
  readonly errors: readonly FieldError[];
}

const fields = Object.entries(frontmatterFields).map(([field, { key }]) => [field as DefinitionField, key] as const);
const keyOfField = new Map<string, string>(fields);
const keys: readonly string[] = fields.map(([, key]) => key);

/** Parses a `SKILL.md`. Errors name the file `path`. The fields are not checked. */
export function parseSkillMd(text: string, path: string): SkillMd {
  const fail = (code: string, message: string): SkillMd => ({
    fields: undefined,
    placeOf: () => ({ path }),
    errors: [{ code, message, path, line: 1 }],
  });
  if (text.startsWith('\ufeff')) return fail('bom', 'The file begins with a byte order mark; save it without one.');
  const opening = /^---[ \t]*\r?\n/.exec(text);
  if (!opening)
    return fail('frontmatter_missing', 'The file must begin with a line of three hyphens and a frontmatter.');
  const closing = /^---[ \t]*(\r?\n|$)/m.exec(text.slice(opening[0].length));
  if (!closing) return fail('frontmatter_unclosed', 'The frontmatter has no closing line of three hyphens.');

  const yaml = text.slice(opening[0].length, opening[0].length + closing.index);
  const body = text.slice(opening[0].length + closing.index + closing[0].length);
  const frontmatter = parseFrontmatter(yaml, { path, firstLine: 2 });
  const placeOf: PlaceOf = (field, key) => {
    const name = keyOfField.get(field) ?? field;
    const line = frontmatter.lines.get(key === undefined ? name : `${name}.${key}`);
    return {
      path: [path, name, ...(key === undefined ? [] : [key])].join('.'),
      ...(line === undefined ? {} : { line }),
    };
  };
  const { values, errors } = frontmatter;
  if (!values) return { fields: undefined, placeOf, errors };
  return {
    fields: { ...toFields(values), instructions: body.replace(/^(?:[ \t]*\r?\n)+/, '') },
    placeOf,
    errors: [...errors, ...findUnknownKeys(Object.keys(values), placeOf)],
  };
}

function toFields(values: Readonly<Record<string, unknown>>): UncheckedFields {
  return Object.fromEntries(
    fields.flatMap(([field, key]) => (Object.hasOwn(values, key) ? [[field, values[key]]] : [])),
  );
}

function findUnknownKeys(given: readonly string[], placeOf: PlaceOf): FieldError[] {
  return given
    .filter((key) => !keys.includes(key))
    .map((key) => ({
      code: 'unknown_field',
      message: `The format has no key ${quote(key)}: only ${keys.join(', ')}.`,
      ...placeOf(key),
    }));
}

/** Writes the `SKILL.md` of a definition. {@link parseSkillMd} reads the same fields from it. */
export function renderSkillMd(definition: Omit<SkillDefinition, 'files'>): string {
  const given = fields.filter(([field]) => field !== 'metadata' || Object.keys(definition.metadata).length > 0);
  const entries = given.flatMap(([field, key]) => (definition[field] === null ? [] : [[key, definition[field]]]));
  const frontmatter = stringify(Object.fromEntries(entries), { lineWidth: 0 });
  return `---\n${frontmatter}---\n\n${definition.instructions}`;
}
