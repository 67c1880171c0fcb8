import { AnswerBudget, defaultAnswerValues, type Engine } from '@skillwright/pipeline';
import { untilAborted } from '@skillwright/service/timing';
import { defaultFieldResolver, execute, type GraphQLSchema } from 'graphql';
import { countValues } from './count-values.js';
import { MemoizingContext } from './resolver-context.js';

export interface SubgraphEngineOptions {
  /** The most values of an answer; 100,000 by default. */
  readonly answerValues?: number;
}

/** Creates the engine of a subgraph: graphql-js over its resolvers, which it wraps. */
export function createSubgraphEngine(schema: GraphQLSchema, options: SubgraphEngineOptions = {}): Engine {
  const { answerValues = defaultAnswerValues } = options;
  countValues(schema);
  prepareMutations(schema);
  return {
    schema,
    execute: async ({ document, definition, variables }, caller) => {
      caller.signal.throwIfAborted();
      const budget = new AnswerBudget(answerValues, caller);
      const executed = execute({
        schema,
        document,
        operationName: definition.name?.value ?? null,
        variableValues: variables,
        contextValue: new MemoizingContext(caller, budget),
      });
      // graphql-js cannot be stopped. The caller gets its answer in time, and resolvers follow the signals themselves.
      const answer =
        'then' in executed ? await untilAborted(untilAborted(executed, caller.signal), budget.signal) : executed;
      budget.signal.throwIfAborted();
      return answer;
    },
    onChange: () => () => undefined,
    close: async () => undefined,
  };
}

/**
 * Clears the context before each root field of a mutation, and refuses the field when its caller has gone. The fields
 * are executed one after another, selections included.
 */
function prepareMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = (source, args, context: MemoizingContext, info) => {
      context.caller.signal.throwIfAborted();
      context.clear();
      return resolve(source, args, context, info);
    };
  }
}
