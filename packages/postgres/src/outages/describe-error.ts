/** The error in one line. A host with several addresses, none of which answers, gives an error without a message. */
export function describeError(error: unknown): string {
  // Not `instanceof Error`: an error of Node itself is none where a test runs in a context of its own.
  if (typeof error !== 'object' || error === null) return String(error);
  const { message, code, name } = error as Readonly<Record<string, unknown>>;
  return [message, code, name].find((text) => typeof text === 'string' && text !== '')?.toString() ?? String(error);
}
