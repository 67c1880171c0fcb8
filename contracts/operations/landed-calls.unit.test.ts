import { readFileSync } from 'node:fs';
import { createOpenApi } from '@skillwright/rest';
import { operations } from './index.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: false;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Call {
  readonly parameters?: readonly { in: string; name: string; required: boolean; schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

/** The calls and their shapes, one line for each field. `!` marks a required field of a request, `?` an optional one of an answer. */
interface Landed {
  readonly calls: Readonly<Record<string, readonly string[]>>;
  readonly shapes: Readonly<Record<string, readonly string[]>>;
}

function typeOf({ $ref, type, items }: Schema): string {
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1);
  return items ? `${typeOf(items)}[]` : [type ?? 'any'].flat().join(' or ');
}

function fieldsOf({ properties = {}, required = [], additionalProperties }: Schema, path = ''): string[] {
  const [mark, isMarked] = additionalProperties === false ? ['!', true] : ['?', false];
  return Object.entries(properties).flatMap(([name, field]) => [
    `${path}${name}${required.includes(name) === isMarked ? mark : ''}: ${typeOf(field)}`,
    ...fieldsOf(field.items ?? field, `${path}${name}.`),
  ]);
}

function linesOf({ parameters = [], requestBody, responses }: Call): string[] {
  const given = parameters.map(
    ({ in: place, name, required, schema }) => `${place} ${name}${required ? '!' : ''}: ${typeOf(schema)}`,
  );
  const bodies = Object.entries(requestBody?.content ?? {}).map(
    ([type, { schema }]) => `body ${type}: ${typeOf(schema)}`,
  );
  const answers = Object.entries(responses).flatMap(([status, { content }]) => {
    const schema = content?.['application/json']?.schema;
    return schema ? [`${status}: ${typeOf(schema)}`, ...fieldsOf(schema, `${status}.`)] : [];
  });
  return [...given, ...bodies, ...answers];
}

const document = createOpenApi({ operations, serverUrl: 'http://x', version: '1' }) as {
  paths: Readonly<Record<string, Readonly<Record<string, Call>>>>;
  components: { schemas: Readonly<Record<string, Schema>> };
};
const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, call]) => [`${method.toUpperCase()} ${path}`, linesOf(call)] as const),
);
const shapes = Object.entries(document.components.schemas).map(([name, schema]) => [name, fieldsOf(schema)] as const);
const current: Landed = { calls: Object.fromEntries(calls), shapes: Object.fromEntries(shapes) };
const landed = JSON.parse(readFileSync(new URL('./landed-calls.json', import.meta.url), 'utf8')) as Landed;

/** Expects the landed lines in their order, and no addition that refuses a request of before. */
function expectAdditionsOnly(lines: readonly string[] = [], before: readonly string[]): void {
  const added = lines.filter((line) => !before.includes(line));
  expect(lines.filter((line) => before.includes(line))).toEqual(before);
  expect(added.filter((line) => /^[^.:]+!:/.test(line))).toEqual([]);
}

// Clients of the landed calls cannot be changed. A call or a field that is added leaves landed-calls.json as it is.
describe('the landed REST calls', () => {
  it('are these ten', () => {
    expect(Object.keys(landed.calls)).toHaveLength(10);
  });

  it.each(Object.entries(landed.calls))('%s keeps its parameters, bodies and answers', (call, lines) => {
    expectAdditionsOnly(current.calls[call], lines);
  });

  it.each(Object.entries(landed.shapes))('have the fields of %s, in their order', (shape, lines) => {
    expectAdditionsOnly(current.shapes[shape], lines);
  });
});
