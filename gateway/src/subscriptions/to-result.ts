import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../graphql/context.js';
import type { CompiledSubscription } from './compile-subscription.js';
import type { Delivery } from './delivery.js';
import type { EntityFetcher } from './entity-fetcher.js';

/** The answer to one event, as it goes over the wire, and the cursor behind it. */
export interface SubscriptionResult {
  readonly cursor: string;
  readonly result: {
    readonly data: Readonly<Record<string, unknown>>;
    readonly errors?: readonly GraphQLFormattedError[];
  };
}

/** Shows an event as a subscription selects it. Entities that cannot be found are null, with an error that has its path. */
export async function toResult(
  subscription: CompiledSubscription,
  { event, cursor }: Delivery,
  context: GatewayContext,
  fetcher: EntityFetcher,
): Promise<SubscriptionResult> {
  const { values, ids } = subscription.view(event);
  const own: Record<string, unknown> = { ...values, cursor, __typename: subscription.payloadType };
  const errors: GraphQLFormattedError[] = [];
  const fields = await Promise.all(
    subscription.payload.map(async (field) => {
      if (!('entity' in field)) return [field.responseKey, own[field.value]] as const;
      const id = ids[field.entity] ?? null;
      if (id === null) return [field.responseKey, null] as const;
      const found = await fetcher.find(event.id, id, field.query, context);
      const place = [subscription.responseKey, field.responseKey];
      errors.push(...found.errors.map((error) => ({ ...error, path: [...place, ...(error.path ?? [])] })));
      return [field.responseKey, found.data] as const;
    }),
  );
  const data = { [subscription.responseKey]: Object.fromEntries(fields) };
  return { cursor, result: errors.length > 0 ? { data, errors } : { data } };
}
