import { quote } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import { stringify } from 'yaml';
import type { PlaceOf } from './field-rules.js';
import { parseFrontmatter } from './frontmatter.js';
import type { SkillDefinition, UncheckedFields } from './skill-definition.js';

/** A parsed `SKILL.md`: its unchecked fields, the place of each, and the faults of the file itself. */
export interface SkillMd {
  /** Undefined where the file could not be read. */
  readonly fields: UncheckedFields | undefined;
  readonly placeOf: PlaceOf;
  readonly errors: readonly FieldError[];
}

/** The field that each key of the format fills. */
const fieldOfKey = {
  name: 'name',
  description: 'description',
  license: 'license',
  compatibility: 'compatibility',
  metadata: 'metadata',
  'allowed-tools': 'allowedTools',
} as const satisfies Record<string, keyof UncheckedFields>;

const keyOfField = new Map<string, string>(Object.entries(fieldOfKey).map(([key, field]) => [field, key]));

/** Parses a `SKILL.md`; errors name it `path`. The fields are not checked. */
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
    Object.entries(fieldOfKey).flatMap(([key, field]) => (Object.hasOwn(values, key) ? [[field, values[key]]] : [])),
  );
}

function findUnknownKeys(keys: readonly string[], placeOf: PlaceOf): FieldError[] {
  return keys
    .filter((key) => !Object.hasOwn(fieldOfKey, key))
    .map((key) => ({
      code: 'unknown_field',
      message: `The format has no key ${quote(key)}: only ${Object.keys(fieldOfKey).join(', ')}.`,
      ...placeOf(key),
    }));
}

/** The `SKILL.md` of a definition; {@link parseSkillMd} reads the same fields from it. */
export function renderSkillMd(definition: Omit<SkillDefinition, 'files'>): string {
  const { name, description, license, compatibility, metadata, allowedTools, instructions } = definition;
  const frontmatter = {
    name,
    description,
    ...(license === null ? {} : { license }),
    ...(compatibility === null ? {} : { compatibility }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    ...(allowedTools === null ? {} : { 'allowed-tools': allowedTools }),
  };
  return `---\n${stringify(frontmatter, { lineWidth: 0 })}---\n\n${instructions}`;
}
