/** Returns the message of anything that was thrown. Programs in the sandbox have no package of ours to import. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
