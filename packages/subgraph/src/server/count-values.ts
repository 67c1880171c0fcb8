import {
  defaultFieldResolver,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { MemoizingContext } from './resolver-context.js';

/**
 * Has every field of a schema count against the budget of its answer, before its value is completed. No resolver is
 * called once the budget is spent, or nobody waits for the answer.
 */
export function countValues(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve = defaultFieldResolver } = field;
      const spend = spenderOf(field.type);
      field.resolve = (source, args, context: MemoizingContext, info) => {
        const refusal = refusalOf(() => context.budget.check());
        if (refusal) return refusal;
        const value: unknown = resolve(source, args, context, info);
        if (isThenable(value)) return value.then((settled) => (spend(settled, context), settled));
        return refusalOf(() => spend(value, context)) ?? value;
      };
    }
  }
}

/**
 * Returns a rejected promise if `step` throws. An error that is thrown would leave the promises of earlier items in a list
 * without anybody who awaits them.
 */
function refusalOf(step: () => void): Promise<never> | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    return Promise.reject(error);
  }
}

type Spend = (value: unknown, context: MemoizingContext) => void;

function spenderOf(type: GraphQLOutputType): Spend {
  const bare = isNonNullType(type) ? (type.ofType as GraphQLOutputType) : type;
  if (isLeafType(bare)) {
    return (value, { budget }) => budget.spendData(value instanceof Date ? null : value);
  }
  return (value, { budget }) => budget.spend(isListType(bare) && Array.isArray(value) ? value.length : 1);
}

const isThenable = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
