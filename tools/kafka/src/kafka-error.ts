/** Kafka cannot be fetched, started or stopped; the message gives the reason in one sentence. */
export class KafkaError extends Error {
  override readonly name = 'KafkaError';
}

/** Returns the message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
