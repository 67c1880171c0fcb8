import type { Caller } from '@skillwright/service';
import type { GraphQLFormattedError } from 'graphql';
import { cancellable, type CancellableStream } from '../engine/cancellable-stream.js';
import type { ResolvedOperation } from '../engine/resolved-operation.js';
import type { StreamedResult, SubscribeOperation } from '../engine/subscribe-operation.js';
import type { FormatErrors } from './format-errors.js';
import { FormattedErrors } from './formatted-errors.js';

/**
 * The results of a subscription in their final form. Throws FormattedErrors if anything else than the client ends it.
 */
export type ResultStream = CancellableStream<StreamedResult<GraphQLFormattedError>>;

/** The way in which a door follows a subscription. */
export interface StreamDoor {
  /** A cursor from the door (`Last-Event-ID`). */
  readonly lastEventId?: string | undefined;
  /** Called at once when the subscriber is cut off because it does not read: it may never ask for the next result. */
  onOverrun(errors: readonly GraphQLFormattedError[]): void;
}

/** Opens a subscription and formats its errors. Throws if the subscription is refused. */
export async function subscribeOperation(
  subscribe: SubscribeOperation,
  operation: ResolvedOperation,
  caller: Caller,
  { door, format }: { readonly door: StreamDoor; readonly format: FormatErrors },
): Promise<ResultStream> {
  const stream = await subscribe(operation, caller, {
    lastEventId: door.lastEventId,
    onOverrun: (error) => door.onOverrun(format(error, caller)),
  });
  async function* formatted() {
    try {
      for await (const { cursor, result } of stream) yield { cursor, result: formatResult(result) };
    } catch (error) {
      throw new FormattedErrors(format(error, caller));
    }
  }
  const formatResult = ({ data, errors }: StreamedResult['result']) =>
    errors && errors.length > 0 ? { data, errors: format(errors, caller) } : { data };
  return cancellable(formatted(), () => void stream.return());
}
