import type { EventOf } from '../contracts/define-topics.js';
import type { TopicContracts, TopicOf } from '../contracts/topic-contract.js';

export interface HandlerContext {
  /** Aborts when the consumer stops. */
  readonly signal: AbortSignal;
  /** The number of this attempt, from 1. */
  readonly attempt: number;
}

/** The handler of each topic's events. An event may come again: recognise it by its id (see {@link rememberEvent}). */
export type HandlersOf<Contracts extends TopicContracts> = {
  readonly [Topic in TopicOf<Contracts>]?: (event: EventOf<Contracts, Topic>, context: HandlerContext) => Promise<void>;
};
