/** The string in the field `code` of an error, e.g. `ENOENT`; undefined if there is none. */
export function findErrorCode(error: unknown): string | undefined {
  // Not `instanceof Error`: in a test's own context the errors of Node are no instances of it.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
