/** A broker that cannot be fetched, started or stopped; the message says why in one sentence. */
export class KafkaError extends Error {
  override readonly name = 'KafkaError';
}

/** What anything thrown has to say. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
