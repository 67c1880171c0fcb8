import { coreErrors } from '@skillwright/service';
import { entityTag, matchesEntityTag } from '../headers/entity-tag.js';
import { wantsAsync } from '../headers/prefer.js';
import { toRest } from '../shape/convert.js';
import type { CompiledAnswer, CompiledLine } from './compile-line.js';
import type { RestRequest } from './read-request.js';

/** The answer of a REST line. `body` is missing if the answer has none (304). */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Converts the data of an operation to an answer of its line. Throws the line's `missing` error if no answer has data.
 */
export function writeAnswer(
  line: CompiledLine,
  data: unknown,
  {
    variables,
    headers,
  }: { readonly variables: Readonly<Record<string, unknown>>; readonly headers: RestRequest['headers'] },
): RestAnswer {
  for (const answer of line.answers) {
    const found = answer.steps.reduce<unknown>((value, name) => (value as Values | null | undefined)?.[name], data);
    if (found !== null && found !== undefined && (answer.when?.(variables) ?? true)) {
      return toAnswer(line, answer, found, headers);
    }
  }
  const missing = line.operation.rest.missing?.(variables);
  throw (
    missing ?? coreErrors.INTERNAL({}, { cause: new TypeError(`${line.operation.name} was answered with no data`) })
  );
}

type Values = Readonly<Record<string, unknown>>;

function toAnswer(
  line: CompiledLine,
  { status, shape, location }: CompiledAnswer,
  found: unknown,
  headers: RestRequest['headers'],
): RestAnswer {
  const { rest } = line.operation;
  const body = toRest(shape, found) as Values;
  const tag = rest.entityTag === undefined ? undefined : entityTag(String(body[rest.entityTag]), body);
  const prefer =
    line.headers.some(([name]) => name === 'prefer') && wantsAsync(headers['prefer'] as string | undefined);
  const answered = {
    ...(location !== undefined && { Location: fill(location, body) }),
    ...(tag !== undefined && { ETag: tag }),
    ...(prefer && { 'Preference-Applied': 'respond-async' }),
  };
  const known = headers['if-none-match'] as string | undefined;
  const fresh = tag !== undefined && honoursIfNoneMatch(line) && matchesEntityTag(known, tag);
  return fresh ? { status: 304, headers: answered } : { status, headers: answered, body };
}

/** Whether a line answers `If-None-Match` with 304. */
export function honoursIfNoneMatch({ operation: { rest } }: CompiledLine): boolean {
  return rest.method === 'GET' && rest.entityTag !== undefined;
}

function fill(template: string, body: Values): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(body[name])));
}
