/**
 * Describes an error in one line. If a host has several addresses and none of them answers, the error has no message.
 */
export function describeError(error: unknown): string {
  // Not `instanceof Error`: an error of Node itself is no instance of the `Error` in the separate context of a Jest
  // test.
  if (typeof error !== 'object' || error === null) return String(error);
  const { message, code, name } = error as Readonly<Record<string, unknown>>;
  return [message, code, name].find((text) => typeof text === 'string' && text !== '')?.toString() ?? String(error);
}
