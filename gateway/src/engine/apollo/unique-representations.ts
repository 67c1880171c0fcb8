import type { AnswerBudget } from '@skillwright/pipeline';
import type { GraphQLExecutorResult } from '@skillwright/service';
import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphTransport } from './subgraph-call.js';

/**
 * Fetches each entity once. @apollo/gateway sends a representation for every place of an entity, so a list of 20
 * projects of one skill would fetch that skill 20 times. The answers are copied to every place, and
 * counted there.
 */
export function withUniqueRepresentations(send: SubgraphTransport): SubgraphTransport {
  return async (call) => {
    const { representations } = call.variables;
    const { unique, places } = Array.isArray(representations) ? group(representations) : { unique: [], places: [] };
    if (unique.length === places.length) {
      const result = await send(call);
      call.budget.spendData(result.data);
      return result;
    }
    const result = await send({ ...call, variables: { ...call.variables, representations: unique } });
    spendCopies(result, places, call.budget);
    return fanOut(result, places, unique.length);
  };
}

/** Returns the unique representations. `places[i]` is the index of the i-th representation among them. */
function group(representations: readonly unknown[]): { unique: unknown[]; places: number[] } {
  const unique: unknown[] = [];
  const seen = new Map<string, number>();
  const places = representations.map((representation) => {
    const key = JSON.stringify(representation);
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, unique.length);
    return unique.push(representation) - 1;
  });
  return { unique, places };
}

/** Spends the answer at all of its places, before it is copied there. */
function spendCopies({ data }: GraphQLExecutorResult, places: readonly number[], budget: AnswerBudget): void {
  const entities = data?.['_entities'];
  if (!Array.isArray(entities)) return;
  const sizes = entities.map((entity) => budget.measure(entity));
  budget.spend(places.reduce((total, place) => total + (sizes[place] ?? 0), 0));
}

function fanOut(result: GraphQLExecutorResult, places: readonly number[], expected: number): GraphQLExecutorResult {
  const entities = result.data?.['_entities'];
  if (Array.isArray(entities) && entities.length !== expected) {
    throw new RangeError(`${entities.length} entities where ${expected} were requested`);
  }
  return {
    ...result,
    // @apollo/gateway merges later fetches into these objects, so every place needs an object of its own.
    ...(Array.isArray(entities) && {
      data: { ...result.data, _entities: places.map((place) => copy(entities[place])) },
    }),
    ...(result.errors && { errors: result.errors.flatMap((error) => fanOutError(error, places)) }),
  };
}

function fanOutError(error: GraphQLFormattedError, places: readonly number[]): GraphQLFormattedError[] {
  const [field, entity, ...rest] = error.path ?? [];
  if (field !== '_entities' || typeof entity !== 'number') return [error];
  return places.flatMap((place, index) => (place === entity ? [{ ...error, path: [field, index, ...rest] }] : []));
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  const target: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    // An own property, even for a key such as __proto__ in a JSON scalar.
    Object.defineProperty(target, key, { value: copy(child), enumerable: true, writable: true, configurable: true });
  }
  return target;
}
