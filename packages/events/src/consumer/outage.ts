/**
 * Whether an error, or one that caused it, calls itself `retryable`: something is away for now, and trying again later is
 * all that helps. Every `ServiceError` says so of itself; a service makes one of its database's and neighbours' outages.
 */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('retryable' in error && error.retryable === true) return true;
  return 'cause' in error && isOutage(error.cause);
}
