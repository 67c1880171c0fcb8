import { findExcess, isRecord, jsonLimits, maxJsonDepth, maxJsonItems } from '@skillwright/rules';
import { invalidBody, malformedParameters, missingBody, type FieldError } from '@skillwright/service';
import { isTagList, toIfMatch, toIfNoneMatch } from '../headers/entity-tag.js';
import { wantsAsync } from '../headers/prefer.js';
import type { RequestHeaderName } from '../operation/rest-line.js';
import { toGraphQL } from '../shape/convert.js';
import { findFaults } from '../shape/find-faults.js';
import type { Shape } from '../shape/shape.js';
import type { CompiledLine } from './compile-line.js';
import type { RequestField } from './request-fields.js';

/** The parts of an HTTP request that a REST line reads. */
export interface RestRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Parsed JSON, or the bytes of an archive. */
  readonly body: unknown;
}

type Values = Readonly<Record<string, unknown>>;
type Variables = Record<string, unknown>;

/**
 * Reads the variables of a request. Throws MALFORMED_REQUEST (400) for its parameters and headers, and INVALID_INPUT
 * (422) for its body; each names every fault.
 */
export function readVariables(line: CompiledLine, request: RestRequest): Variables {
  const given = toGiven(line, request);
  const { check, computed = {} } = line.operation.rest;
  const faults = check?.(given) ?? [];
  if (faults.length > 0) throw line.body ? invalidBody(faults) : malformedParameters(faults);
  const variables = { ...given };
  for (const [name, compute] of Object.entries(computed)) variables[name] = compute?.(given);
  return variables;
}

function toGiven(line: CompiledLine, request: RestRequest): Variables {
  const input: Variables = {};
  const variables: Variables = {};
  const set = (field: RequestField, value: unknown) => {
    (field.inInput ? input : variables)[field.from] = toGraphQL(field.shape, value);
  };
  for (const [field, value] of readParameters(line, request)) set(field, value);
  for (const [header, field] of line.headers) {
    const value = headerReaders[header].read(headerOf(request, header));
    if (value !== undefined) set(field, value);
  }
  if (line.body && line.archive && Buffer.isBuffer(request.body)) set(line.archive, request.body.toString('base64'));
  else if (line.body) Object.assign(input, readBody(line.body, request.body));
  return line.fields.some(({ inInput }) => inInput) ? { ...variables, input } : variables;
}

function readParameters(line: CompiledLine, request: RestRequest): (readonly [RequestField, unknown])[] {
  const params = readTexts(line.path, request.params as Values);
  const query = readTexts(line.query, request.query as Values);
  const faults = [
    ...findFaults({ kind: 'object', fields: line.path }, params),
    ...findFaults({ kind: 'object', fields: line.query }, query),
    ...line.headers.flatMap(([header]) => headerReaders[header].check(headerOf(request, header), header)),
  ];
  if (faults.length > 0) throw malformedParameters(faults);
  return [...line.path, ...line.query].flatMap((field) => {
    const value = params[field.name] ?? query[field.name] ?? field.default;
    return value === undefined ? [] : [[field, value]];
  });
}

/** Reads the texts of a URL by the types of their fields. A text of another form is kept, and becomes a fault later. */
function readTexts(fields: readonly RequestField[], texts: Values): Values {
  const shapes = new Map(fields.map(({ name, shape }) => [name, shape]));
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, readText(shapes.get(name), text)]));
}

function readText(shape: Shape | undefined, text: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (shape?.kind === 'integer' || shape?.kind === 'number') return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (shape?.kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function readBody(shape: Shape, body: unknown): object {
  if (body === undefined) throw missingBody();
  const excess = findBodyExcess(body);
  if (excess) throw invalidBody([excess]);
  const faults = findFaults(shape, body);
  if (faults.length > 0) throw invalidBody(faults);
  return toGraphQL(shape, body) as object;
}

/** Finds a field that is over the bounds of JSON. Its shape is checked only afterwards, entry by entry and level by level. */
function findBodyExcess(body: unknown): FieldError | undefined {
  const fields = isRecord(body) ? Object.entries(body) : [['', body]];
  for (const [name, value] of fields as [string, unknown][]) {
    const excess = findExcess(value, jsonLimits);
    const path = name.slice(0, 100);
    if (excess === 'depth') {
      return { code: 'depth', message: `This must not be nested deeper than ${maxJsonDepth} levels.`, path };
    }
    if (excess) return { code: 'too_many', message: `A list may have at most ${maxJsonItems} entries.`, path };
  }
  return undefined;
}

interface HeaderReader {
  read(value: string | undefined): unknown;
  check(value: string | undefined, name: string): FieldError[];
}

const headerReaders: Readonly<Record<RequestHeaderName, HeaderReader>> = {
  'if-match': { read: toIfMatch, check: checkTagList },
  'if-none-match': { read: toIfNoneMatch, check: checkTagList },
  prefer: { read: wantsAsync, check: () => [] },
};

function checkTagList(value: string | undefined, path: string): FieldError[] {
  if (value === undefined || isTagList(value)) return [];
  return [{ code: 'invalid_format', message: 'This must be `*` or a list of entity tags.', path }];
}

function headerOf({ headers }: RestRequest, name: RequestHeaderName): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value.join(', ') : value;
}
