import type { Event } from '@skillwright/contracts/events';
import type { TokenRecord } from './token-record.js';

/** The store of the tokens' records. */
export interface TokenRepository {
  /** Lists records, newest first. `beforeId` limits the list to older ones than that one. */
  listTokens(page: { readonly beforeId: string | undefined; readonly limit: number }): Promise<TokenRecord[]>;
  countTokens(): Promise<number>;
  /**
   * Runs `work` as one unit: all its writes and events are committed together, or none. `work` must return everything
   * that the answer needs, since nothing may be read after the commit.
   */
  transaction<Result>(signal: AbortSignal, work: (transaction: TokenTransaction) => Promise<Result>): Promise<Result>;
}

/** The writes of one transaction. Transactions run one after another. */
export interface TokenTransaction {
  /** Counts the tokens that expire after `now`, the revoked ones too. */
  countUnexpired(now: Date): Promise<number>;
  insertToken(token: TokenRecord): Promise<void>;
  /** Finds and locks a record until the commit. */
  lockToken(id: string): Promise<TokenRecord | undefined>;
  /** Marks a locked record as revoked. */
  markRevoked(id: string, at: Date): Promise<void>;
  publish(event: Event): Promise<void>;
}
