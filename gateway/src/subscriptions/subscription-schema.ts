import { subscriptionTypeDefs } from '@skillwright/contracts/gateway';
import { withoutScopeDirectives } from '@skillwright/pipeline';
import { extendSchema, parse, type GraphQLSchema } from 'graphql';

/** The gateway's addition to the supergraph, with its directives of scopes. */
export const subscriptionDocument = parse(subscriptionTypeDefs, { noLocation: true });

const subscriptions = withoutScopeDirectives(subscriptionDocument);

/** The types that `subscriptions.graphql` refers to. A foreign supergraph may not have them. */
const neededTypes = ['Skill', 'Template', 'Project', 'ValidationReport', 'DateTime', 'JSON'];

/** Adds the gateway's subscriptions to the schema of the supergraph. Returns undefined for a foreign supergraph. */
export function withSubscriptions(schema: GraphQLSchema): GraphQLSchema | undefined {
  if (schema.getSubscriptionType() || !neededTypes.every((name) => schema.getType(name))) return undefined;
  return extendSchema(schema, subscriptions);
}
