import type { Caller } from '@skillwright/service';
import type { EventOf } from '../contracts/define-topics.js';
import type { TopicContracts, TopicOf } from '../contracts/topic-contract.js';

export interface HandlerContext {
  /**
   * The caller of this attempt: the consuming service, with the trace of the record. Its signal aborts when the consumer
   * stops, and at the deadline of the attempt.
   */
  readonly caller: Caller;
  /** The number of this attempt, from 1. */
  readonly attempt: number;
}

/** The handler of each topic's events. An event may come again: recognise it by its id (see {@link rememberEvent}). */
export type HandlersOf<Contracts extends TopicContracts> = {
  readonly [Topic in TopicOf<Contracts>]?: (event: EventOf<Contracts, Topic>, context: HandlerContext) => Promise<void>;
};
