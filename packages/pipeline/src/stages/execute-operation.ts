import type { Caller, GraphQLExecutorResult } from '@skillwright/service';
import { executeSync } from 'graphql';
import type { Engine, EngineResult } from '../engine/engine.js';
import type { ResolvedOperation } from '../engine/resolved-operation.js';
import { applyMask } from '../scopes/mask.js';
import type { AuthorisedOperation } from './authorise-operation.js';
import type { FormatErrors } from './format-errors.js';
import { splitIntrospection } from './split-introspection.js';

/**
 * Executes a query or mutation, puts null at the places of refused fields, and formats the errors. Introspection is
 * answered here, from the engine's schema, and the rest by the engine. Throws the error of an engine that has no answer.
 */
export async function executeOperation(
  engine: Engine,
  { operation, mask }: AuthorisedOperation,
  caller: Caller,
  format: FormatErrors,
): Promise<GraphQLExecutorResult> {
  const { introspection, data: rest, names } = splitIntrospection(operation);
  const introspected = introspection && introspect(engine, introspection);
  const executed = rest ? await engine.execute(rest, caller) : {};
  const { data, errors = [], ...result } = introspected ? merge(introspected, executed, names) : executed;
  const masked = mask && data ? applyMask(data, mask) : { data, errors: [] };
  const all = [...masked.errors, ...errors];
  return {
    ...result,
    ...(masked.data !== undefined && { data: masked.data }),
    ...(all.length > 0 && { errors: format(all, caller) }),
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
