import { authErrors } from '@skillwright/auth/errors';
import type { Caller } from '@skillwright/service';
import type { GraphQLFormattedError } from 'graphql';
import { cancellable, type CancellableStream } from '../engine/cancellable-stream.js';
import type { StreamedResult, SubscribeOperation } from '../engine/subscribe-operation.js';
import type { AuthorisedOperation } from './authorise-operation.js';
import type { FormatErrors } from './format-errors.js';
import { formatResult } from './format-result.js';
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

/**
 * Opens a subscription and formats its errors. It ends with FORBIDDEN when the caller's token does. Throws if the
 * subscription is refused.
 */
export async function subscribeOperation(
  subscribe: SubscribeOperation,
  { operation, mask }: AuthorisedOperation,
  caller: Caller,
  { door, format }: { readonly door: StreamDoor; readonly format: FormatErrors },
): Promise<ResultStream> {
  const formatErrors = (errors: unknown) => format(errors, caller);
  const stream = await subscribe(operation, caller, {
    lastEventId: door.lastEventId,
    onOverrun: (error) => door.onOverrun(formatErrors(error)),
  });
  let tokenEnded = false;
  const stopWaiting = caller.onEnd?.(() => {
    tokenEnded = true;
    void stream.return();
  });
  async function* formatted() {
    try {
      for await (const { cursor, result } of stream) {
        yield { cursor, result: formatResult(result, mask, formatErrors) };
      }
      if (tokenEnded) throw authErrors.FORBIDDEN({ reason: 'The token has expired or is revoked.' });
    } catch (error) {
      throw new FormattedErrors(formatErrors(error));
    } finally {
      stopWaiting?.();
    }
  }
  return cancellable(formatted(), () => {
    stopWaiting?.();
    void stream.return();
  });
}
