import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { archiveMediaType } from './parse-request.js';
import type { AnswerShape, RestRow } from './row.js';
import { components } from './shapes/component.js';
import './shapes/problem.js';

type Json = Record<string, unknown>;

/** The problems that any row can answer with. */
const everyRow = [500, 503, 504];
const everyBody = [400, 413, 415, 422];

/** The OpenAPI 3.1 document of the given rows. */
export function createOpenApi({
  rows,
  serverUrl,
  version,
}: {
  readonly rows: readonly RestRow[];
  readonly serverUrl: string;
  readonly version: string;
}): Json {
  const paths: Record<string, Json> = {};
  for (const row of rows) {
    const path = row.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operationOf(row) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Skillwright',
      version,
      description:
        'The REST calls of the skill, generation and validation services. Errors are RFC 9457 problem documents.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: serverUrl }],
    tags: [...new Set(rows.map(({ owner }) => owner))].map((name) => ({ name, description: `The ${name} service.` })),
    paths,
    components: { schemas: componentSchemas(), responses: problemResponses() },
  };
}

function operationOf(row: RestRow): Json {
  const { params, query, headers, body } = row.shapes;
  const parameters = [
    ...parametersOf('path', params),
    ...parametersOf('query', query),
    ...parametersOf('header', headers),
  ];
  const problems = [...new Set([...row.problems, ...(body ? everyBody : []), ...everyRow])].sort();
  return {
    operationId: row.name,
    tags: [row.owner],
    summary: row.summary,
    description: row.description,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: requestBodyOf(row, body) }),
    responses: {
      ...Object.fromEntries(Object.entries(row.answers).map(([status, shape]) => [status, responseOf(shape)])),
      ...('if-none-match' in headers.shape && { 304: { description: 'Not modified.' } }),
      ...Object.fromEntries(problems.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }])),
    },
  };
}

function parametersOf(place: 'path' | 'query' | 'header', shape: z.ZodObject): Json[] {
  return Object.entries(shape.shape).map(([name, field]) => {
    const { description, ...schema } = z.toJSONSchema(field, { io: 'input' });
    delete schema.$schema;
    return {
      name: place === 'header' ? name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()) : name,
      in: place,
      required: place === 'path',
      ...(description !== undefined && { description }),
      schema,
    };
  });
}

function requestBodyOf(row: RestRow, body: z.ZodObject): Json {
  return {
    required: true,
    content: {
      'application/json': { schema: referenceTo(body) },
      ...(row.acceptsArchive && {
        [archiveMediaType]: { schema: { type: 'string', format: 'binary', description: 'A zip of the skill folder.' } },
      }),
    },
  };
}

function responseOf({ description, headers, body }: AnswerShape): Json {
  return {
    description,
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, meaning]) => [name, { description: meaning, schema: { type: 'string' } }]),
      ),
    }),
    ...(body && { content: { 'application/json': { schema: referenceTo(body) } } }),
  };
}

function problemResponses(): Json {
  const statuses = [400, 404, 409, 412, 413, 415, 422, 500, 503, 504];
  return Object.fromEntries(
    statuses.map((status) => [
      `Problem${status}`,
      {
        description: STATUS_CODES[status],
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function referenceTo(shape: z.ZodType): Json {
  const entry = components.get(shape);
  if (!entry) throw new Error('A request or answer body needs a name: wrap its shape in component().');
  return { $ref: `#/components/schemas/${entry.id}` };
}

/** Every named shape as JSON Schema; requests and answers share one form, since no shape transforms what it checks. */
function componentSchemas(): Json {
  const { schemas } = z.toJSONSchema(components, { io: 'input', uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $schema: _dialect, $id: _uri, id: _name, ...rest } = schema as Json;
      return [id, rest];
    }),
  );
}
