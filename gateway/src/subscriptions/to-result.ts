import type { StreamedResult } from '@skillwright/pipeline';
import type { Caller } from '@skillwright/service';
import { GraphQLError } from 'graphql';
import type { CompiledSubscription } from './compile-subscription.js';
import type { Delivery } from './delivery.js';
import type { EntityFetcher } from './entity-fetcher.js';

/**
 * Builds the result of a subscription for one event. An entity that cannot be found is null, with an error at its path.
 */
export async function toResult(
  subscription: CompiledSubscription,
  { event, cursor }: Delivery,
  caller: Caller,
  fetcher: EntityFetcher,
): Promise<StreamedResult> {
  const { values, ids } = subscription.view(event);
  const own: Record<string, unknown> = { ...values, cursor, __typename: subscription.payloadType };
  const errors: GraphQLError[] = [];
  const fields = await Promise.all(
    subscription.payload.map(async (field) => {
      if (!('entity' in field)) return [field.responseKey, own[field.value]] as const;
      const id = ids[field.entity] ?? null;
      if (id === null) return [field.responseKey, null] as const;
      const found = await fetcher.find(event.id, id, field.query, caller);
      errors.push(...found.errors.map((error) => moveTo([subscription.responseKey, field.responseKey], error)));
      return [field.responseKey, found.data] as const;
    }),
  );
  const data = { [subscription.responseKey]: Object.fromEntries(fields) };
  return { cursor, result: errors.length > 0 ? { data, errors } : { data } };
}

/** Moves an error from the query of an entity to the path of the entity in the subscription. */
function moveTo(place: readonly string[], error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    originalError: error.originalError,
    extensions: error.extensions,
    path: [...place, ...(error.path ?? []).slice(1)],
  });
}
