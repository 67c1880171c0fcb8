import type { Caller, ServiceError } from '@skillwright/service';
import type { GraphQLError } from 'graphql';
import type { CancellableStream } from './cancellable-stream.js';
import type { ResolvedOperation } from './resolved-operation.js';

/** The answer to one event of a subscription, and the cursor behind it. */
export interface StreamedResult<Failure = GraphQLError> {
  readonly cursor: string;
  readonly result: {
    readonly data: Readonly<Record<string, unknown>>;
    readonly errors?: readonly Failure[];
  };
}

export interface SubscribeOptions {
  /** A cursor that the door brings; it is newer than the one in the operation. */
  readonly lastEventId?: string | undefined;
  /** Called when the subscriber is cut off because it does not read. */
  onOverrun(error: ServiceError): void;
}

/**
 * Opens a valid subscription. The stream outlives the caller's deadline: it ends when it is returned, or throws what ended
 * it. Throws what the client is refused with.
 */
export type SubscribeOperation = (
  operation: ResolvedOperation,
  caller: Caller,
  options: SubscribeOptions,
) => Promise<CancellableStream<StreamedResult>>;
