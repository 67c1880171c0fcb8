import { findExcess, maxJsonDepth } from '@skillwright/rules';
import { getVariableValues, validate, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { ResolvedOperation } from '../engine/resolved-operation.js';
import { pipelineErrors } from '../errors.js';
import { InvalidOperation } from './invalid-operation.js';

type Variables = Readonly<Record<string, unknown>>;

const maxVariableErrors = 50;
/**
 * The faults of documents, by schema. A document that is sent again (a row's, a cached one) is validated once per
 * schema.
 */
const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, readonly GraphQLError[]>>();

/**
 * Checks the document and the variables against the schema. Returns the coerced variables, with defaults. Throws
 * InvalidOperation (GRAPHQL_VALIDATION_FAILED, BAD_USER_INPUT) and VARIABLES_TOO_DEEP.
 */
export function validateOperation(schema: GraphQLSchema, operation: ResolvedOperation): Variables {
  const faults = findFaults(schema, operation.document);
  if (faults.length > 0) throw new InvalidOperation('GRAPHQL_VALIDATION_FAILED', faults);
  // Coercion, and everything after it, calls itself for each level.
  if (findExcess(operation.variables, { depth: maxJsonDepth })) {
    throw pipelineErrors.VARIABLES_TOO_DEEP({ limit: maxJsonDepth });
  }
  const definitions = operation.definition.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(schema, definitions, operation.variables, {
    maxErrors: maxVariableErrors,
  });
  if (errors) throw new InvalidOperation('BAD_USER_INPUT', errors);
  return coerced;
}

function findFaults(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const ofSchema = known.get(schema) ?? new WeakMap<DocumentNode, readonly GraphQLError[]>();
  known.set(schema, ofSchema);
  const faults = ofSchema.get(document) ?? validate(schema, document);
  ofSchema.set(document, faults);
  return faults;
}
