import { readFileSync } from 'node:fs';
import { findRefusal } from '@skillwright/auth';
import { ScopeRules, withoutScopeDirectives } from '@skillwright/pipeline';
import {
  TypeInfo,
  buildASTSchema,
  extendSchema,
  getNamedType,
  getOperationAST,
  isObjectType,
  parse,
  visit,
  visitWithTypeInfo,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { generationTypeDefs } from '../generation/index.js';
import { subscriptionTypeDefs } from '../gateway/index.js';
import { skillTypeDefs } from '../skill/index.js';
import { validationTypeDefs } from '../validation/index.js';
import { operations, scopes } from './index.js';

const supergraph = parse(readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8'));
const subscriptions = parse(subscriptionTypeDefs);
const scopeRules = ScopeRules.read([supergraph, subscriptions]);
const schema = extendSchema(
  buildASTSchema(withoutScopeDirectives(supergraph), { assumeValidSDL: true }),
  withoutScopeDirectives(subscriptions),
);

const rulesOf = (type: GraphQLNamedType, field: string) => {
  const definition = isObjectType(type) ? type.getFields()[field] : undefined;
  return definition ? scopeRules.rulesOf(schema, type, definition) : [];
};

const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
  (type): type is GraphQLObjectType => Boolean(type),
);
const rootFields = roots.flatMap((type) => Object.keys(type.getFields()).map((field) => [type, field] as const));

describe('the rules of the schemas', () => {
  it.each(rootFields)('let the scope of its row pass, alone, and no other: %s.%s', (type, field) => {
    const rows = operations.filter(({ document }) => {
      const operation = getOperationAST(document);
      const selected = operation?.selectionSet.selections ?? [];
      return (
        schema.getRootType(operation?.operation ?? ('query' as never)) === type &&
        selected.some((node) => node.kind === 'Field' && node.name.value === field)
      );
    });
    const passing = scopes.filter((scope) => {
      const principal = { subject: 'ada', scopes: [scope] };
      return rulesOf(type, field).every((rule) => findRefusal(principal, rule) === undefined);
    });
    expect(passing).toEqual([...new Set(rows.map(({ scope }) => scope))]);
  });

  it.each([
    ['skill', skillTypeDefs],
    ['generation', generationTypeDefs],
    ['validation', validationTypeDefs],
  ])('name every entity of the %s service, or every field that it adds', (_, typeDefs) => {
    const document = parse(typeDefs);
    const rules = ScopeRules.read([document]);
    const own = buildASTSchema(withoutScopeDirectives(document), { assumeValidSDL: true });
    const open = document.definitions.flatMap((node) => {
      if (node.kind !== 'ObjectTypeDefinition') return [];
      if (!node.directives?.some(({ name }) => name.value === 'key')) return [];
      const type = own.getType(node.name.value) as GraphQLObjectType;
      return Object.values(type.getFields())
        .filter((field) => field.name !== 'id' && rules.rulesOf(own, type, field).length === 0)
        .map((field) => `${type.name}.${field.name}`);
    });
    expect(open).toEqual([]);
  });

  it('name every field that shows an entity of another service', () => {
    const ownerOf: Readonly<Record<string, string>> = {
      Skill: 'skill',
      Template: 'generation',
      Project: 'generation',
      ValidationReport: 'validation',
    };
    const entities = Object.keys(ownerOf).map((name) => schema.getType(name) as GraphQLObjectType);
    const crossing = entities.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => {
          const { name } = getNamedType(field.type);
          return name in ownerOf && ownerOf[name] !== ownerOf[type.name];
        })
        .map((field) => [type, field.name] as const),
    );
    expect(crossing.length).toBeGreaterThan(4);
    for (const [type, field] of crossing) expect([field, rulesOf(type, field).length > 1]).toEqual([field, true]);
  });

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    'let the document of %s pass whole with the scope of its row',
    (_, { document, scope }) => {
      const principal = { subject: 'ada', scopes: [scope] };
      const types = new TypeInfo(schema);
      const refused: string[] = [];
      const enter = () => {
        const [parent, field] = [types.getParentType(), types.getFieldDef()];
        const rules = parent && field ? scopeRules.rulesOf(schema, parent, field) : [];
        if (rules.some((rule) => findRefusal(principal, rule))) refused.push(`${parent?.name}.${field?.name}`);
      };
      visit(document, visitWithTypeInfo(types, { Field: { enter } }));
      expect(refused).toEqual([]);
    },
  );
});
