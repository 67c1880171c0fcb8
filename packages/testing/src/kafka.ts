import { findKafkaPrerequisites, startKafka } from '@skillwright/kafka';
import { testRunFolder } from './test-run.js';

const prerequisites = await findKafkaPrerequisites();

/**
 * Returns the brokers of the Kafka of this test run. The first call starts it, and it ends with the run. All tests of
 * the run share it, so each uses keys and topics of its own.
 */
export async function testKafka(): Promise<string[]> {
  const { brokers } = await startKafka({ dataDir: await testKafkaFolder() });
  return brokers;
}

/** Returns the data folder of that broker. Its path is in the command line of the process. */
export function testKafkaFolder(): Promise<string> {
  return testRunFolder('memory', 'kafka');
}

/**
 * A `describe` for tests that need a broker. Without Java and Maven the tests are skipped, with the reason; in CI they
 * fail.
 */
export function describeKafka(name: string, tests: () => void): void {
  if (prerequisites.available) describe(name, tests);
  else if (process.env['CI']) it(`${name} has a broker`, () => Promise.reject(new Error(prerequisites.reason)));
  else describe.skip(`${name} (skipped: ${prerequisites.reason})`, tests);
}
