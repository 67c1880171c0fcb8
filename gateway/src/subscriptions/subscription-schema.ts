import { subscriptionTypeDefs } from '@skillwright/contracts/gateway';
import { extendSchema, parse, type GraphQLSchema } from 'graphql';

const subscriptions = parse(subscriptionTypeDefs, { noLocation: true });

/** The types that `subscriptions.graphql` refers to; another supergraph may not have them. */
const neededTypes = ['Skill', 'Template', 'Project', 'ValidationReport', 'DateTime', 'JSON'];

/** The schema that clients see: the supergraph's with the gateway's subscriptions. Undefined where it is not ours. */
export function withSubscriptions(schema: GraphQLSchema): GraphQLSchema | undefined {
  if (schema.getSubscriptionType() || !neededTypes.every((name) => schema.getType(name))) return undefined;
  return extendSchema(schema, subscriptions);
}
