/** The scopes that a principal can have. None of them implies another one. */
export const scopes = ['read:skills', 'write:skills', 'generate:projects', 'validate:code', 'admin'] as const;

export type Scope = (typeof scopes)[number];

const known: ReadonlySet<string> = new Set(scopes);

/** Returns the known scopes of a list, each once. Ignores all others: another platform may have added them. */
export function knownScopes(names: readonly string[]): Scope[] {
  return [...new Set(names)].filter((name): name is Scope => known.has(name));
}
