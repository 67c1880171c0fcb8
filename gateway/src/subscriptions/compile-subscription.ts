import type { Event } from '@skillwright/contracts/events';
import {
  GraphQLError,
  Kind,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  isObjectType,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import type { EventFilter } from './delivery.js';
import { buildEntityQuery, type EntityQuery } from './entity-query.js';
import { entityQueries, subscriptionFields, type EventView } from './subscription-fields.js';

/** A field of the payload: shown from the event itself, or found through the supergraph. */
export type PayloadField =
  | { readonly responseKey: string; readonly value: string }
  | { readonly responseKey: string; readonly entity: string; readonly query: EntityQuery };

/** A valid subscription, ready for events. */
export interface CompiledSubscription {
  /** The subscription's root field, e.g. `skillChanged`. */
  readonly field: string;
  readonly responseKey: string;
  readonly payloadType: string;
  readonly payload: readonly PayloadField[];
  readonly filter: EventFilter;
  /** The cursor that the client gave as an argument. */
  readonly after: string | undefined;
  view(event: Event): EventView;
}

export interface SubscriptionRequest {
  readonly document: DocumentNode;
  /** The operation of the document that the request asks for. */
  readonly operation: OperationDefinitionNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Prepares a subscription that has been validated against `schema`. Throws the list of errors of its variables where they
 * do not fit, or what its arguments are refused with.
 */
export function compileSubscription(schema: GraphQLSchema, request: SubscriptionRequest): CompiledSubscription {
  const { operation } = request;
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...request.variables });
  if (errors) throw errors;
  const fragments = fragmentsOf(request.document);
  const rootType = schema.getSubscriptionType();
  if (!rootType) throw new GraphQLError('There are no subscriptions.');
  const [root] = [...collectFields(schema, fragments, coerced, rootType, operation.selectionSet)];
  const [responseKey = '', fieldNodes = []] = root ?? [];
  const [fieldNode] = fieldNodes;
  const field = fieldNode && rootType.getFields()[fieldNode.name.value];
  const definition = fieldNode && subscriptionFields[fieldNode.name.value];
  const payloadType = field && getNamedType(field.type);
  if (!field || !definition || !isObjectType(payloadType)) {
    throw new GraphQLError('The subscription selects no event.');
  }

  const args = getArgumentValues(field, fieldNode, coerced);
  const context = { operation, fragments, variables: coerced };
  const payload = [...collectSubfields(schema, fragments, coerced, payloadType, fieldNodes)];
  return {
    field: field.name,
    responseKey,
    payloadType: payloadType.name,
    payload: payload.map(([key, nodes]) => payloadField(key, nodes, context)),
    filter: definition.filter(args),
    after: typeof args['after'] === 'string' ? args['after'] : undefined,
    view: (event) => definition.view(event),
  };
}

function payloadField(
  responseKey: string,
  nodes: readonly FieldNode[],
  context: Parameters<typeof buildEntityQuery>[2],
): PayloadField {
  const name = nodes[0]?.name.value ?? '';
  const rootField = entityQueries[name];
  if (rootField === undefined) return { responseKey, value: name };
  return { responseKey, entity: name, query: buildEntityQuery(rootField, nodes, context) };
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
