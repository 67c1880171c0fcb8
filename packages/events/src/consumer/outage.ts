/**
 * Returns whether an error or one of its causes is `retryable`: a dependency is away, and only a later attempt can
 * succeed. Every `ServiceError` has that property; a service turns outages of its database and its neighbours into one.
 */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('retryable' in error && error.retryable === true) return true;
  return 'cause' in error && isOutage(error.cause);
}
