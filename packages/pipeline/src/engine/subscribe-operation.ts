import type { Caller, ServiceError } from '@skillwright/service';
import type { GraphQLError } from 'graphql';
import type { CancellableStream } from './cancellable-stream.js';
import type { ResolvedOperation } from './resolved-operation.js';

/** The result for one event of a subscription, and the cursor after that event. */
export interface StreamedResult<Failure = GraphQLError> {
  readonly cursor: string;
  readonly result: {
    /** Null if nothing is left of it. */
    readonly data: Readonly<Record<string, unknown>> | null;
    readonly errors?: readonly Failure[];
  };
}

export interface SubscribeOptions {
  /**
   * A cursor from the door, such as `Last-Event-ID`. It takes precedence over the cursor in the operation, which is
   * older.
   */
  readonly lastEventId?: string | undefined;
  /** Called when the subscriber is cut off because it does not read. */
  onOverrun(error: ServiceError): void;
}

/**
 * Opens a valid subscription. Throws if the subscription is refused. The caller's deadline does not end the stream: it
 * ends when it is returned, or with the error that it throws.
 */
export type SubscribeOperation = (
  operation: ResolvedOperation,
  caller: Caller,
  options: SubscribeOptions,
) => Promise<CancellableStream<StreamedResult>>;
