/** A record of a token, as REST shows it. */
export interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created_by: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly revoked_at: string | null;
}

const titles = ['ID', 'NAME', 'STATE', 'EXPIRES', 'CREATED BY', 'SCOPES'];

/** Returns the tokens as a table with one line for each. */
export function formatTokens(tokens: readonly ListedToken[], now: Date): string {
  const rows = tokens.map((token) => [
    token.id,
    token.name,
    stateOf(token, now),
    token.expires_at,
    token.created_by,
    token.scopes.join(','),
  ]);
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [titles, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function stateOf({ revoked_at, expires_at }: ListedToken, now: Date): string {
  if (revoked_at !== null) return 'revoked';
  return Date.parse(expires_at) <= now.getTime() ? 'expired' : 'valid';
}
