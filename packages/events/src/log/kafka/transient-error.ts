import { GrowingPause } from '@skillwright/service/timing';

const maxRetries = 7;

/**
 * Retries `work` while the broker answers that it is not ready: after its start, or the creation of a topic, it does
 * not know its leaders and coordinators yet. kafkajs retries some calls itself and passes the error on from others.
 */
export async function retryTransient<Result>(work: () => Promise<Result>): Promise<Result> {
  const pauses = new GrowingPause({ firstMs: 50, longestMs: 1_000 });
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (pauses.failures === maxRetries || !isTransient(error)) throw error;
      await pauses.wait();
    }
  }
}

/** Compares names, because an ES module cannot import the error classes of kafkajs. */
function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'KafkaJSGroupCoordinatorNotFound') return true;
  if (error.name === 'KafkaJSProtocolError' && 'retriable' in error && error.retriable === true) return true;
  return isTransient(error.cause);
}
