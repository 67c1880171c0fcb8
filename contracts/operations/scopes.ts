/** The scopes that a caller can have. Each operation needs one of them. */
export const scopes = ['read:skills', 'write:skills', 'generate:projects', 'validate:code', 'admin'] as const;

export type Scope = (typeof scopes)[number];
