/** The code that Node, a driver or we ourselves gave an error, e.g. `ENOENT`; undefined where there is none. */
export function findErrorCode(error: unknown): string | undefined {
  // Not `instanceof Error`: an error of Node itself is none where a test runs in a context of its own.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What anything thrown has to say. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
