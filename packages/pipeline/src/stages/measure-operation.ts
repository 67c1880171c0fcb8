import type { GraphQLSchema } from 'graphql';
import type { ResolvedOperation } from '../engine/resolved-operation.js';
import { pipelineErrors } from '../errors.js';
import { costOf } from './operation-cost.js';

export interface CostLimits {
  /** The most values that an operation may be estimated to answer. */
  readonly cost: number;
  /** The size of a list that the operation gives no size. */
  readonly assumedListSize: number;
}

/** The default limits of an operation's cost. */
export const costLimits: CostLimits = { cost: 100_000, assumedListSize: 10 };

/** Throws OPERATION_TOO_COSTLY if a valid operation may answer too many values. `variables` must be coerced. */
export function measureOperation(
  schema: GraphQLSchema,
  { definition, fragments }: ResolvedOperation,
  variables: Readonly<Record<string, unknown>>,
  { cost: limit, assumedListSize }: CostLimits,
): void {
  const cost = costOf(definition, { schema, fragments, variables, assumedListSize });
  if (cost > limit) throw pipelineErrors.OPERATION_TOO_COSTLY({ cost, limit });
}
