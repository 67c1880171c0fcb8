/**
 * Returns the message of anything that was thrown, in one line as a rule. An error without a message (a host with
 * several addresses, none of which answers) is named by its code or its class.
 */
export function messageOf(thrown: unknown): string {
  // Not `instanceof Error`: an error of Node itself is no instance of the `Error` in the separate context of a Jest
  // test.
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  const { message, code, name } = thrown as Readonly<Record<string, unknown>>;
  return [message, code, name].find((text) => typeof text === 'string' && text !== '')?.toString() ?? String(thrown);
}
