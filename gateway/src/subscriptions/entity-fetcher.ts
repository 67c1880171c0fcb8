import type { GraphQLExecutor, GraphQLExecutorResult } from '@skillwright/service';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../graphql/context.js';
import { writeRequestHeaders } from '@skillwright/service';
import { entityKey, idVariable, type EntityQuery } from './entity-query.js';

export interface FetchedEntity {
  readonly data: unknown;
  /** With paths that begin at the entity. */
  readonly errors: readonly GraphQLFormattedError[];
}

const sharedForMs = 2_000;
const mostShared = 1_000;

/**
 * Finds the entities that events name, through the supergraph. Subscribers that select the same on the same event share
 * one fetch, if the same caller asks.
 */
export class EntityFetcher {
  private readonly shared = new Map<string, { readonly fetched: Promise<FetchedEntity>; readonly until: number }>();

  constructor(
    private readonly execute: GraphQLExecutor,
    private readonly now: () => number = () => performance.now(),
  ) {}

  find(eventId: string, id: string, { query, variables, fingerprint }: EntityQuery, context: GatewayContext) {
    const key = `${eventId} ${id} ${context.actor} ${fingerprint}`;
    const known = this.shared.get(key);
    if (known && known.until > this.now()) return known.fetched;
    const fetched = this.execute({
      query,
      variables: { ...variables, [idVariable]: id },
      headers: writeRequestHeaders(context),
    }).then(toEntity);
    this.shared.delete(key);
    this.shared.set(key, { fetched, until: this.now() + sharedForMs });
    this.forgetOldest();
    return fetched;
  }

  private forgetOldest(): void {
    for (const [key, { until }] of this.shared) {
      if (this.shared.size <= mostShared && until > this.now()) return;
      this.shared.delete(key);
    }
  }
}

function toEntity({ data, errors = [] }: GraphQLExecutorResult): FetchedEntity {
  return {
    data: data?.[entityKey] ?? null,
    errors: errors.map((error) => ({ ...error, path: (error.path ?? []).slice(1) })),
  };
}
