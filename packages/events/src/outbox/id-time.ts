/** The time in a UUIDv7: its first 48 bits are milliseconds since the epoch. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}
