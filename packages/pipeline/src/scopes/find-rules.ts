import type { RequiredScopes } from '@skillwright/auth';
import { TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql';
import { oncePerDocument } from '../schema/once-per-document.js';
import type { ScopeRules } from './scope-rules.js';

/** Returns the rules of all fields of a valid document, each once. A schema has one set of rules. */
export const findRules = oncePerDocument(collect);

function collect(schema: GraphQLSchema, document: DocumentNode, scopeRules: ScopeRules): readonly RequiredScopes[] {
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
