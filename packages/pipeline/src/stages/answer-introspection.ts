import { executeSync } from 'graphql';
import type { Engine, EngineResult, ExecuteOperation } from '../engine/engine.js';
import type { ResolvedOperation } from '../engine/resolved-operation.js';
import { splitIntrospection } from './split-introspection.js';

/**
 * Returns the execution of an engine, without introspection: that is answered here, from the engine's schema, so that
 * every engine answers it alike.
 */
export function answerIntrospection(engine: Engine): ExecuteOperation {
  return async (operation, caller) => {
    const { introspection, data, names } = splitIntrospection(operation);
    const introspected = introspection && introspect(engine, introspection);
    const executed = data ? await engine.execute(data, caller) : {};
    return introspected ? merge(introspected, executed, names) : executed;
  };
}

function introspect({ schema }: Engine, { document, definition, variables }: ResolvedOperation): EngineResult {
  const operationName = definition.name?.value ?? null;
  return executeSync({ schema, document, operationName, variableValues: variables });
}

function merge(introspected: EngineResult, executed: EngineResult, names: readonly string[]): EngineResult {
  if (executed.data === null || (executed.data === undefined && executed.errors)) return executed;
  const both = new Map([introspected.data, executed.data].flatMap((data) => Object.entries(data ?? {})));
  const data = Object.fromEntries(names.filter((name) => both.has(name)).map((name) => [name, both.get(name)]));
  const errors = [...(introspected.errors ?? []), ...(executed.errors ?? [])];
  return { ...executed, data, ...(errors.length > 0 && { errors }) };
}
