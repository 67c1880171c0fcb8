import { readFileSync } from 'node:fs';
import { extendSchema, parse, type GraphQLSchema } from 'graphql';

const subscriptions = parse(readFileSync(new URL('../../subscriptions.graphql', import.meta.url), 'utf8'), {
  noLocation: true,
});

/** What `subscriptions.graphql` builds on; another supergraph may not have them. */
const neededTypes = ['Skill', 'Template', 'Project', 'ValidationReport', 'DateTime', 'JSON'];

/** The schema that clients see: the supergraph's with the gateway's subscriptions. Undefined where it is not ours. */
export function withSubscriptions(schema: GraphQLSchema): GraphQLSchema | undefined {
  if (schema.getSubscriptionType() || !neededTypes.every((name) => schema.getType(name))) return undefined;
  return extendSchema(schema, subscriptions);
}
