import { STATUS_CODES } from 'node:http';
import { compileLine, type CompiledAnswer, type CompiledLine } from '../line/compile-line.js';
import { honoursIfNoneMatch } from '../line/write-answer.js';
import { toHeaderName } from '../line/to-rest-error.js';
import { archiveMediaType } from '../media-types.js';
import { isRestOperation, type Operation } from '../operation/operation.js';
import { JsonSchemaPrinter, type JsonSchema } from '../shape/json-schema.js';
import type { Field } from '../shape/shape.js';
import { problemSchemas } from './problem-schemas.js';

/** The headers of problems, by status. */
const problemHeaders: Readonly<Record<number, JsonSchema>> = {
  401: { 'WWW-Authenticate': toHeader('The kind of token that is needed, `Bearer`.') },
  503: { 'Retry-After': { description: 'The seconds after which the call may succeed.', schema: { type: 'integer' } } },
};

/** The problem statuses of every call, and the statuses that a body adds. */
const problemsOf = { any: [400, 401, 403, 406, 421, 500, 503, 504], body: [400, 413, 415, 422] };

/** Returns the OpenAPI 3.1 document for the REST lines of some operations. */
export function createOpenApi({
  operations,
  serverUrl,
  version,
  secured = false,
}: {
  readonly operations: readonly Operation[];
  readonly serverUrl: string;
  readonly version: string;
  /** Whether calls need a token. */
  readonly secured?: boolean;
}): JsonSchema {
  const lines = operations.filter(isRestOperation).map(compileLine);
  const owners = [...new Set(lines.map(({ operation }) => operation.owner.name))];
  const printer = new JsonSchemaPrinter();
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Skillwright',
      version,
      description: `The REST calls of the services ${owners.join(', ')}. Errors are RFC 9457 problem documents.`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: serverUrl }],
    tags: owners.map((name) => ({ name, description: `The ${name} service.` })),
    security: secured ? [{ bearer: [] }] : [],
    paths: toPaths(lines, printer),
    components: {
      schemas: { ...printer.components, ...problemSchemas },
      responses: toProblemResponses(lines),
      ...(secured && { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } }),
    },
  };
}

function toPaths(lines: readonly CompiledLine[], printer: JsonSchemaPrinter): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const line of lines) {
    const { method, path } = line.operation.rest;
    const template = path.replace(/:(\w+)/g, '{$1}');
    paths[template] = { ...paths[template], [method.toLowerCase()]: toOperation(line, printer) };
  }
  return paths;
}

function toOperation(line: CompiledLine, printer: JsonSchemaPrinter): JsonSchema {
  const { name, owner, summary } = line.operation;
  const parameters = [
    ...line.path.map((field) => toParameter('path', field, printer)),
    ...line.query.map((field) => toParameter('query', field, printer)),
    ...line.headers.map(([header, { description }]) => toHeaderParameter(header, description)),
    ...(honoursIfNoneMatch(line)
      ? [toHeaderParameter('if-none-match', 'Answers 304 while the `ETag` is the same.')]
      : []),
  ];
  return {
    operationId: name,
    tags: [owner.name],
    summary,
    description: `${line.description}\n\nNeeds the scope \`${line.operation.scope}\`.`,
    ...(parameters.length > 0 && { parameters }),
    ...(line.body && { requestBody: toRequestBody(line, printer) }),
    responses: {
      ...toResponses(line, printer),
      ...Object.fromEntries(
        problemStatuses(line).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
  };
}

function toParameter(place: 'path' | 'query', field: Field, printer: JsonSchemaPrinter): JsonSchema {
  const { name, shape, required, description, default: byDefault } = field;
  const schema = printer.print({ ...shape, nullable: false }, { closed: true });
  return {
    name,
    in: place,
    required: place === 'path' || required,
    ...(description !== undefined && { description }),
    schema: byDefault === undefined ? schema : { ...schema, default: byDefault },
  };
}

function toHeaderParameter(name: string, description: string | undefined): JsonSchema {
  return {
    name: toHeaderName(name),
    in: 'header',
    required: false,
    ...(description !== undefined && { description }),
    schema: { type: 'string' },
  };
}

function toRequestBody(line: CompiledLine, printer: JsonSchemaPrinter): JsonSchema {
  const { example } = line.operation.rest;
  const json = {
    schema: line.body && printer.print(line.body, { closed: true }),
    ...(example !== undefined && { example }),
  };
  const zip = { schema: { type: 'string', format: 'binary', description: line.archive?.description } };
  return { required: true, content: { 'application/json': json, ...(line.archive && { [archiveMediaType]: zip }) } };
}

function toResponses(line: CompiledLine, printer: JsonSchemaPrinter): JsonSchema {
  const responses = line.answers.map((answer) => [answer.status, toResponse(line, answer, printer)] as const);
  return {
    // If two answers share a status, the first one describes it.
    ...Object.fromEntries(responses.toReversed()),
    ...(honoursIfNoneMatch(line) && { 304: { description: 'Not modified.' } }),
  };
}

function toResponse(line: CompiledLine, answer: CompiledAnswer, printer: JsonSchemaPrinter): JsonSchema {
  const { rest } = line.operation;
  const headers = {
    ...(answer.location !== undefined && { Location: toHeader('The path of the resource.') }),
    ...(rest.entityTag !== undefined && {
      ETag: toHeader('Changes with the answer. For `If-Match` and `If-None-Match`.'),
    }),
    ...(answer.status === 202 && { 'Preference-Applied': toHeader('`respond-async`') }),
  };
  return {
    description: answer.description,
    ...(Object.keys(headers).length > 0 && { headers }),
    content: { 'application/json': { schema: printer.print(answer.shape, { closed: false }) } },
  };
}

function toHeader(description: string): JsonSchema {
  return { description, schema: { type: 'string' } };
}

function problemStatuses(line: CompiledLine): number[] {
  return [
    ...new Set([...problemsOf.any, ...(line.body ? problemsOf.body : []), ...(line.operation.rest.problems ?? [])]),
  ].sort();
}

function toProblemResponses(lines: readonly CompiledLine[]): JsonSchema {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const statuses = [...new Set(lines.flatMap(problemStatuses))].sort();
  return Object.fromEntries(
    statuses.map((status) => [
      `Problem${status}`,
      {
        description: STATUS_CODES[status],
        ...(problemHeaders[status] && { headers: problemHeaders[status] }),
        content,
      },
    ]),
  );
}
