import { coreErrors, type Neighbour, type NeighbourCallOptions } from '@skillwright/service';
import type { z } from 'zod';
import type { AnswerShape, RestRow } from './row.js';
import { rows } from './table.js';

type Rows = typeof rows;

/** What a shape takes; a shape without fields asks for nothing. */
type FieldsOf<Shape extends z.ZodObject> = keyof Shape['shape'] extends never ? unknown : z.input<Shape>;

type InputOf<Row extends RestRow> = FieldsOf<Row['shapes']['params']> &
  FieldsOf<Row['shapes']['query']> &
  FieldsOf<NonNullable<Row['shapes']['body']>>;

type BodyOf<Shape extends AnswerShape> = Shape extends { readonly body: infer Body extends z.ZodType }
  ? z.output<Body>
  : undefined;

type AnswerOf<Answers> = {
  [Status in keyof Answers & number]: {
    readonly status: Status;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly body: Answers[Status] extends AnswerShape ? BodyOf<Answers[Status]> : never;
  };
}[keyof Answers & number];

/** The rows as functions: one flat input of path parameters, query and body; the answer, told apart by its status. */
export type RestClient = {
  readonly [Name in keyof Rows]: (
    input: InputOf<Rows[Name]>,
    options?: NeighbourCallOptions,
  ) => Promise<AnswerOf<Rows[Name]['answers']>>;
};

/**
 * A typed client of a neighbour's rows. Calls throw what `neighbour.request` throws, and NEIGHBOUR_FAILED where an answer
 * is not in its row's shape.
 */
export function createRestClient(neighbour: Neighbour): RestClient {
  const calls = Object.entries(rows).map(([name, row]) => [name, callOf(neighbour, row)]);
  return Object.fromEntries(calls) as RestClient;
}

function callOf(neighbour: Neighbour, row: RestRow) {
  return async (input: Readonly<Record<string, unknown>>, options: NeighbourCallOptions = {}) => {
    const { path, body } = toCall(row, input);
    const response = await neighbour.request({
      ...options,
      method: row.method,
      path,
      ...(row.shapes.body && { body }),
    });
    const shape = row.answers[response.status]?.body;
    const parsed = shape?.safeParse(response.body);
    if (!parsed?.success) {
      throw coreErrors.NEIGHBOUR_FAILED({ neighbour: neighbour.name }, { cause: parsed?.error });
    }
    return { status: response.status, headers: response.headers, body: parsed.data };
  };
}

function toCall({ path, shapes }: RestRow, input: Readonly<Record<string, unknown>>) {
  const given = (name: string) => input[name] !== undefined;
  const inPath = Object.keys(shapes.params.shape);
  const inQuery = Object.keys(shapes.query.shape).filter(given);
  const inBody = Object.keys(input).filter((name) => !inPath.includes(name) && !inQuery.includes(name));
  const query = new URLSearchParams(Object.fromEntries(inQuery.map((name) => [name, String(input[name])])));
  const place = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])));
  return {
    path: query.size > 0 ? `${place}?${query}` : place,
    body: Object.fromEntries(inBody.map((name) => [name, input[name]])),
  };
}
