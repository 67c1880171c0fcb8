/**
 * A start is not possible, or a part that was started does not obey, for a reason that a person can mend; the message
 * is one sentence about it.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
}
