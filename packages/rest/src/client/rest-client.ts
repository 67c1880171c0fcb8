import { coreErrors, type Neighbour, type NeighbourCallOptions } from '@skillwright/service';
import { compileLine, type CompiledLine } from '../line/compile-line.js';
import { isRestOperation, type Operation } from '../operation/operation.js';
import { findFaults } from '../shape/find-faults.js';
import type { RestAnswerOf, RestInputOf } from './rest-types.js';

/**
 * The REST calls of some operations as functions. Each takes one flat input; its answers are distinguished by their
 * status.
 */
export type RestClient<Operations> = {
  readonly [Name in keyof Operations as Operations[Name] extends { readonly rest: object } ? Name : never]: (
    input: RestInputOf<Operations[Name]>,
    options: NeighbourCallOptions,
  ) => Promise<RestAnswerOf<Operations[Name]>>;
};

/**
 * Creates a typed client of a neighbour's REST calls. Calls throw the errors of `neighbour.request`, and
 * NEIGHBOUR_FAILED if an answer does not have the shape of its operation.
 */
export function createRestClient<Operations extends Readonly<Record<string, Operation>>>(
  neighbour: Neighbour,
  operations: Operations,
): RestClient<Operations> {
  const calls = Object.values(operations)
    .filter(isRestOperation)
    .map((operation) => [operation.name, callOf(neighbour, compileLine(operation))]);
  return Object.fromEntries(calls) as RestClient<Operations>;
}

function callOf(neighbour: Neighbour, line: CompiledLine) {
  return async (input: Readonly<Record<string, unknown>>, options: NeighbourCallOptions) => {
    const response = await neighbour.request({ ...options, ...toRequest(line, input) });
    const { status, headers, body } = response;
    const shape = line.answers.find((answer) => answer.status === status)?.shape;
    const faults = shape ? findFaults(shape, body, { allowUnknown: true }) : [];
    if (!shape || faults.length > 0) {
      const reason = `${line.operation.name}: status ${status}, ${JSON.stringify(faults.slice(0, 5))}`;
      throw coreErrors.NEIGHBOUR_FAILED({ neighbour: neighbour.name }, { cause: new Error(reason) });
    }
    return { status, headers, body };
  };
}

function toRequest(line: CompiledLine, input: Readonly<Record<string, unknown>>) {
  const { method, path } = line.operation.rest;
  const given = ({ name }: { readonly name: string }) => input[name] !== undefined;
  const query = new URLSearchParams(
    line.query.filter(given).map(({ name }): [string, string] => [name, String(input[name])]),
  );
  const place = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const inBody = line.body?.fields.filter(given).map(({ name }) => [name, input[name]]);
  return {
    method,
    path: query.size > 0 ? `${place}?${query}` : place,
    ...(inBody && { body: Object.fromEntries(inBody) as unknown }),
  };
}
