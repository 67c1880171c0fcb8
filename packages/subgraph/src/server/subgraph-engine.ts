import type { Engine } from '@skillwright/pipeline';
import { untilAborted } from '@skillwright/service/timing';
import { defaultFieldResolver, execute, type GraphQLSchema } from 'graphql';
import { MemoizingContext } from './resolver-context.js';

/** Creates the engine of a subgraph: graphql-js over its resolvers. */
export function createSubgraphEngine(schema: GraphQLSchema): Engine {
  prepareMutations(schema);
  return {
    schema,
    execute: async ({ document, definition, variables }, caller) => {
      caller.signal.throwIfAborted();
      const executed = execute({
        schema,
        document,
        operationName: definition.name?.value ?? null,
        variableValues: variables,
        contextValue: new MemoizingContext(caller),
      });
      // graphql-js cannot be stopped. The caller gets its answer in time, and resolvers follow the signal themselves.
      return 'then' in executed ? untilAborted(executed, caller.signal) : executed;
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
