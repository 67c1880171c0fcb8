import type { RequiredScopes } from '@skillwright/auth';
import { TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ScopeRules } from './scope-rules.js';

/** The rules of documents, by schema. A document that is sent again is looked at once per schema. */
const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, readonly RequiredScopes[]>>();

/** Returns the rules of all fields of a valid document, each once. */
export function findRules(
  schema: GraphQLSchema,
  scopeRules: ScopeRules,
  document: DocumentNode,
): readonly RequiredScopes[] {
  const ofSchema = known.get(schema) ?? new WeakMap<DocumentNode, readonly RequiredScopes[]>();
  known.set(schema, ofSchema);
  const rules = ofSchema.get(document) ?? collect(schema, scopeRules, document);
  ofSchema.set(document, rules);
  return rules;
}

function collect(schema: GraphQLSchema, scopeRules: ScopeRules, document: DocumentNode): readonly RequiredScopes[] {
  const found = new Map<string, RequiredScopes>();
  const types = new TypeInfo(schema);
  const enter = () => {
    const [parent, field] = [types.getParentType(), types.getFieldDef()];
    if (!parent || !field) return;
    for (const rule of scopeRules.rulesOf(schema, parent, field)) found.set(JSON.stringify(rule), rule);
  };
  visit(document, visitWithTypeInfo(types, { Field: { enter } }));
  return [...found.values()];
}
