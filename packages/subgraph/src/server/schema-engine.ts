import type { Engine, EngineResult } from '@skillwright/pipeline';
import type { Caller } from '@skillwright/service';
import { defaultFieldResolver, execute, type GraphQLSchema } from 'graphql';
import { RememberingContext } from './resolver-context.js';

/** The engine of a subgraph: graphql-js over its resolvers. */
export function createSchemaEngine(schema: GraphQLSchema): Engine {
  forgetBetweenMutations(schema);
  return {
    schema,
    execute: async ({ document, definition, variables }, caller) => {
      const executed = execute({
        schema,
        document,
        operationName: definition.name?.value ?? null,
        variableValues: variables,
        contextValue: new RememberingContext(caller),
      });
      return untilAborted(executed, caller);
    },
    onChange: () => () => undefined,
    close: async () => undefined,
  };
}

/** Root fields of a mutation are executed one after another, selections included. */
function forgetBetweenMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = (source, args, context: RememberingContext, info) => {
      context.forget();
      return resolve(source, args, context, info);
    };
  }
}

/** graphql-js cannot be stopped; the caller gets its answer in time, and resolvers see the signal themselves. */
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
