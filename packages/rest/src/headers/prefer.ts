/** Whether a `Prefer` header (RFC 7240) asks for `respond-async`. */
export function wantsAsync(prefer: string | undefined): boolean {
  return (prefer ?? '')
    .split(',')
    .some((preference) => preference.split(';')[0]?.trim().toLowerCase() === 'respond-async');
}
