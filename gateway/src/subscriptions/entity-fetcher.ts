import type { EngineResult, ExecuteOperation } from '@skillwright/pipeline';
import { runAs, toServiceError, type Caller, type Principal } from '@skillwright/service';
import { GraphQLError } from 'graphql';
import { entityKey, idVariable, type EntityQuery } from './entity-query.js';

export interface FetchedEntity {
  readonly data: unknown;
  /** The errors, with paths that begin at the query's root field. */
  readonly errors: readonly GraphQLError[];
}

const sharedForMs = 2_000;
const maxShared = 1_000;

/**
 * Fetches the entities that events name. Their queries are parts of a subscription that has passed the pipeline, so the
 * engine executes them directly. Subscribers with the same event, selection and principal share one fetch.
 */
export class EntityFetcher {
  private readonly shared = new Map<string, { readonly fetched: Promise<FetchedEntity>; readonly until: number }>();

  constructor(
    private readonly execute: ExecuteOperation,
    private readonly timeoutMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  find(eventId: string, id: string, query: EntityQuery, caller: Caller): Promise<FetchedEntity> {
    const key = `${eventId} ${id} ${keyOf(caller.principal)} ${query.fingerprint}`;
    const known = this.shared.get(key);
    if (known && known.until > this.now()) return known.fetched;
    const fetched = this.fetch(id, query, caller);
    this.shared.delete(key);
    this.shared.set(key, { fetched, until: this.now() + sharedForMs });
    this.forgetOldest();
    return fetched;
  }

  /**
   * A fetch has a deadline of its own and ignores the caller's: other subscribers may share it, and a subscription has
   * none.
   */
  private async fetch(id: string, { operation }: EntityQuery, caller: Caller): Promise<FetchedEntity> {
    const { requestId, principal, traceparent } = caller;
    const variables = { ...operation.variables, [idVariable]: id };
    try {
      return await runAs({ requestId, principal, traceparent, timeoutMs: this.timeoutMs }, async (own) =>
        toEntity(await this.execute({ ...operation, variables }, own)),
      );
    } catch (error) {
      const originalError = toServiceError(error);
      return { data: null, errors: [new GraphQLError(originalError.message, { originalError })] };
    }
  }

  private forgetOldest(): void {
    for (const [key, { until }] of this.shared) {
      if (this.shared.size <= maxShared && until > this.now()) return;
      this.shared.delete(key);
    }
  }
}

const keyOf = ({ subject, scopes }: Principal) => JSON.stringify([subject, scopes]);

function toEntity({ data, errors = [] }: EngineResult): FetchedEntity {
  return { data: data?.[entityKey] ?? null, errors };
}
