import type { Event } from '@skillwright/contracts/events';
import { pipelineErrors, type ResolvedOperation } from '@skillwright/pipeline';
import {
  getArgumentValues,
  getNamedType,
  getVariableValues,
  isObjectType,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import type { EventFilter } from './delivery.js';
import { buildEntityQuery, type EntityQuery } from './entity-query.js';
import { entityQueries, subscriptionFields, type EventView } from './subscription-fields.js';

/** A field of the payload: a value of the event itself, or an entity that is fetched through the supergraph. */
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
  /** The cursor in the arguments of the operation. */
  readonly after: string | undefined;
  view(event: Event): EventView;
}

/** Prepares a valid subscription. Throws if its arguments are refused. */
export function compileSubscription(schema: GraphQLSchema, operation: ResolvedOperation): CompiledSubscription {
  const { definition: node, fragments } = operation;
  const { coerced = {} } = getVariableValues(schema, node.variableDefinitions ?? [], operation.variables);
  const rootType = schema.getSubscriptionType();
  if (!rootType) throw pipelineErrors.SUBSCRIPTION_NOT_SERVED();
  const [root] = [...collectFields(schema, fragments, coerced, rootType, node.selectionSet)];
  const [responseKey = '', fieldNodes = []] = root ?? [];
  const [fieldNode] = fieldNodes;
  const field = fieldNode && rootType.getFields()[fieldNode.name.value];
  const definition = fieldNode && subscriptionFields[fieldNode.name.value];
  const payloadType = field && getNamedType(field.type);
  if (!field || !definition || !isObjectType(payloadType)) {
    throw pipelineErrors.SUBSCRIPTION_NOT_SERVED();
  }

  const args = getArgumentValues(field, fieldNode, coerced);
  const payload = [...collectSubfields(schema, fragments, coerced, payloadType, fieldNodes)];
  return {
    field: field.name,
    responseKey,
    payloadType: payloadType.name,
    payload: payload.map(([key, nodes]) => payloadField(key, nodes, operation)),
    filter: definition.filter(args),
    after: typeof args['after'] === 'string' ? args['after'] : undefined,
    view: (event) => definition.view(event),
  };
}

function payloadField(responseKey: string, nodes: readonly FieldNode[], operation: ResolvedOperation): PayloadField {
  const name = nodes[0]?.name.value ?? '';
  const rootField = entityQueries[name];
  if (rootField === undefined) return { responseKey, value: name };
  return { responseKey, entity: name, query: buildEntityQuery(rootField, nodes, operation) };
}
