import { buildSchema, getOperationAST, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { OperationOwner, RestOperation } from '../operation/operation.js';
import type { RequestHeaderName, RestAnswerLine } from '../operation/rest-line.js';
import { answerShape } from '../shape/answer-shape.js';
import { toRestText } from '../shape/names.js';
import type { Field, ObjectShape, Shape } from '../shape/shape.js';
import { requestFields, type RequestField } from './request-fields.js';

/** A REST line with the shapes of its request and its answers. */
export interface CompiledLine {
  readonly operation: RestOperation;
  /** The schema's description of the root field, and the line's addition to it. */
  readonly description: string;
  readonly path: readonly RequestField[];
  readonly query: readonly RequestField[];
  readonly headers: readonly (readonly [RequestHeaderName, RequestField])[];
  /** Undefined if the call has no body. */
  readonly body: ObjectShape | undefined;
  readonly archive: RequestField | undefined;
  /** All fields of the request, in any of its parts. */
  readonly fields: readonly RequestField[];
  readonly answers: readonly CompiledAnswer[];
}

/** An answer with its shape. */
export interface CompiledAnswer extends RestAnswerLine<unknown> {
  readonly steps: readonly string[];
  /** The shape of the whole body. */
  readonly shape: Shape;
}

const schemas = new WeakMap<OperationOwner, GraphQLSchema>();

/** Returns the schema of an owner, which is built once. */
function schemaOf(owner: OperationOwner): GraphQLSchema {
  const known = schemas.get(owner);
  if (known) return known;
  // The schema text does not declare the directives of the federation.
  const schema = buildSchema(owner.typeDefs ?? '', { assumeValidSDL: true });
  schemas.set(owner, schema);
  return schema;
}

const compiled = new WeakMap<RestOperation, CompiledLine>();

/** Derives the shapes of a REST line from its document and schema, once. Throws if the line does not fit them. */
export function compileLine(operation: RestOperation): CompiledLine {
  const known = compiled.get(operation);
  if (known) return known;
  const line = compile(operation);
  compiled.set(operation, line);
  return line;
}

function compile(operation: RestOperation): CompiledLine {
  const { document, owner, rest } = operation;
  const schema = schemaOf(owner);
  const { fields: all, input } = requestFields(document, schema);
  const inPath = [...rest.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  const computed = Object.keys(rest.computed ?? {});
  const remaining = all
    .filter(({ name, from }) => !computed.includes(from) || inPath.includes(name))
    .map((field) => ({ ...field, description: rest.describe?.[field.name] ?? field.description }));

  const take = (from: string): RequestField => {
    const at = remaining.findIndex((field) => field.from === from);
    const [field] = at < 0 ? [] : remaining.splice(at, 1);
    if (!field) throw new TypeError(`${operation.name} has no field ${from} in its request.`);
    return field;
  };
  const headers = Object.entries(rest.headers ?? {}).map(
    ([header, from]) => [header as RequestHeaderName, take(from)] as const,
  );
  const archive = rest.archive === undefined ? undefined : take(rest.archive);
  const path = inPath.map((name) => take(remaining.find((field) => field.name === name)?.from ?? `:${name}`));
  const hasBody = input !== undefined && rest.method !== 'GET' && rest.method !== 'DELETE';
  const ofBody = remaining.filter(({ inInput }) => inInput && hasBody);
  const data = answerShape(document, schema);
  const description = [toRestText(descriptionOf(document, schema)), rest.description].filter(Boolean).join(' ');
  return {
    operation,
    description,
    path,
    query: remaining.filter((field) => !ofBody.includes(field)).map((field) => notEmpty(field, rest.mayBeEmpty)),
    headers,
    body: hasBody ? { ...input, fields: nest(ofBody, rest.nest ?? {}) } : undefined,
    archive,
    fields: all,
    answers: rest.answers.map((answer) => compileAnswer(operation.name, answer, data)),
  };
}

function descriptionOf(document: DocumentNode, schema: GraphQLSchema): string | null | undefined {
  const operation = getOperationAST(document);
  const [first] = operation?.selectionSet.selections ?? [];
  const root = operation && schema.getRootType(operation.operation);
  return first?.kind === 'Field' ? root?.getFields()[first.name.value]?.description : undefined;
}

/** Refuses an empty query parameter, unless the line allows it. */
function notEmpty(field: RequestField, mayBeEmpty: readonly string[] = []): RequestField {
  if (field.shape.kind !== 'string' || mayBeEmpty.includes(field.name)) return field;
  return { ...field, shape: { ...field.shape, minLength: 1 } };
}

/** Moves fields into the objects that exist only in REST. */
function nest(fields: readonly RequestField[], groups: Readonly<Record<string, readonly string[]>>): Field[] {
  const grouped = new Set(Object.values(groups).flat());
  const objects = Object.entries(groups).map(([name, names]): Field => {
    const inside = fields.filter(({ from }) => names.includes(from));
    const required = inside.some((field) => field.required);
    return { name, from: undefined, shape: { kind: 'object', fields: inside }, required };
  });
  return [...fields.filter(({ from }) => !grouped.has(from)), ...objects];
}

function compileAnswer(name: string, answer: RestAnswerLine<unknown>, data: ObjectShape): CompiledAnswer {
  const steps = answer.at.split('.');
  const found = steps.reduce<Shape | undefined>(step, data);
  if (!found) throw new TypeError(`${name} selects no data at ${answer.at}.`);
  const shape = { ...found, nullable: false };
  if (answer.under === undefined) return { ...answer, steps, shape };
  const field: Field = { name: answer.under, from: undefined, shape, required: true };
  return { ...answer, steps, shape: { kind: 'object', fields: [field] } };
}

function step(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.kind === 'list') return shape.item;
  return shape?.kind === 'object' ? shape.fields.find(({ from }) => from === name)?.shape : undefined;
}
