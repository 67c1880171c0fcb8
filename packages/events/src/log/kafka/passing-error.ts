import { GrowingPause } from '@skillwright/service/timing';

const retries = 7;

/**
 * Tries again while the broker answers that it is not ready for this: one that just started, or just made a topic,
 * does not know yet what it leads and coordinates. kafkajs retries some calls then, and passes it on from others.
 */
export async function whilePassing<Result>(work: () => Promise<Result>): Promise<Result> {
  const pauses = new GrowingPause({ firstMs: 50, longestMs: 1_000 });
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (pauses.failures === retries || !isPassing(error)) throw error;
      await pauses.wait();
    }
  }
}

/** By name: the error classes of kafkajs cannot be imported into an ES module. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'KafkaJSGroupCoordinatorNotFound') return true;
  if (error.name === 'KafkaJSProtocolError' && 'retriable' in error && error.retriable === true) return true;
  return isPassing(error.cause);
}
