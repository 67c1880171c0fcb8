/** When a UUIDv7 was made: its first 48 bits are milliseconds since the epoch. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}
