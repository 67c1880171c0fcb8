import { findExcess, jsonLimits, maxJsonDepth, maxJsonItems } from '@skillwright/rules';
import { maxFaults } from '@skillwright/service';
import {
  Kind,
  getVariableValues,
  print,
  specifiedRules,
  validate,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import type { ResolvedOperation } from '../engine/resolved-operation.js';
import { pipelineErrors } from '../errors.js';
import { oncePerDocument } from '../schema/once-per-document.js';
import { findNullVariables } from './null-variables.js';
import { InvalidOperation } from './invalid-operation.js';

type Variables = Readonly<Record<string, unknown>>;

/** Errors do not name what the schema has instead: that is for introspection, which can be closed. */
const hideSuggestions = true;

const findFaults = oncePerDocument((schema, document) =>
  validate(schema, document, specifiedRules, { maxErrors: maxFaults - 1, hideSuggestions }),
);

/**
 * Checks the document and the variables against the schema. Returns the coerced variables, with defaults. Throws
 * InvalidOperation (GRAPHQL_VALIDATION_FAILED, BAD_USER_INPUT), VARIABLES_TOO_DEEP and VARIABLES_TOO_MANY.
 */
export function validateOperation(schema: GraphQLSchema, operation: ResolvedOperation): Variables {
  const faults = findFaults(schema, operation.document);
  if (faults.length > 0) throw new InvalidOperation('GRAPHQL_VALIDATION_FAILED', faults);
  checkBounds(operation);
  const definitions = operation.definition.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(schema, definitions, operation.variables, {
    maxErrors: maxFaults - 1,
    hideSuggestions,
  });
  if (errors) throw new InvalidOperation('BAD_USER_INPUT', errors);
  const missing = findNullVariables(schema, operation, coerced);
  if (missing.length > 0) throw new InvalidOperation('BAD_USER_INPUT', missing);
  return coerced;
}

/** Checks the variables before anything goes through them entry by entry, and calls itself for each level. */
function checkBounds({ definition, variables }: ResolvedOperation): void {
  const ofEntities = new Set(
    (definition.variableDefinitions ?? []).filter(isOfEntities).map(({ variable }) => variable.name.value),
  );
  for (const [name, value] of Object.entries(variables)) {
    // A query plan asks for as many entities as the cost of its operation allows.
    const excess = findExcess(value, ofEntities.has(name) ? { depth: maxJsonDepth } : jsonLimits);
    if (excess === 'depth') throw pipelineErrors.VARIABLES_TOO_DEEP({ limit: maxJsonDepth });
    if (excess) throw pipelineErrors.VARIABLES_TOO_MANY({ limit: maxJsonItems });
  }
}

/** Whether a variable is a list of the federation's representations of entities. */
function isOfEntities({ type }: VariableDefinitionNode): boolean {
  const bare = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return bare.kind === Kind.LIST_TYPE && print(bare.type).startsWith('_Any');
}
