import type { Engine, EngineResult } from '@skillwright/pipeline';
import type { Caller } from '@skillwright/service';
import { defaultFieldResolver, execute, type GraphQLSchema } from 'graphql';
import { MemoizingContext } from './resolver-context.js';

/** Creates the engine of a subgraph: graphql-js over its resolvers. */
export function createSubgraphEngine(schema: GraphQLSchema): Engine {
  clearBetweenMutations(schema);
  return {
    schema,
    execute: async ({ document, definition, variables }, caller) => {
      const executed = execute({
        schema,
        document,
        operationName: definition.name?.value ?? null,
        variableValues: variables,
        contextValue: new MemoizingContext(caller),
      });
      return untilAborted(executed, caller);
    },
    onChange: () => () => undefined,
    close: async () => undefined,
  };
}

/**
 * Clears the context before each root field of a mutation. These are executed one after another, selections included.
 */
function clearBetweenMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = (source, args, context: MemoizingContext, info) => {
      context.clear();
      return resolve(source, args, context, info);
    };
  }
}

/** graphql-js cannot be stopped. The caller gets its answer in time, and resolvers follow the signal themselves. */
async function untilAborted(executed: EngineResult | Promise<EngineResult>, { signal }: Caller): Promise<EngineResult> {
  signal.throwIfAborted();
  if (!('then' in executed)) return executed;
  let giveUp: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([executed, aborted]).finally(() => signal.removeEventListener('abort', giveUp));
}
