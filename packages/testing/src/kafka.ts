import { findKafkaPrerequisites, startKafka } from '@skillwright/kafka';
import { testRunFolder } from './test-run.js';

const prerequisites = await findKafkaPrerequisites();

/**
 * The brokers of this test run's Kafka, started by the first test that asks and ended with the run. All tests of the run
 * share it: they tell their events apart by keys and topics of their own.
 */
export async function testKafka(): Promise<string[]> {
  const { brokers } = await startKafka({ dataDir: await testKafkaFolder() });
  return brokers;
}

/** The data folder of that broker, by which its process is found. */
export function testKafkaFolder(): Promise<string> {
  return testRunFolder('memory', 'kafka');
}

/** A `describe` for tests that need a broker. Without Java and Maven they are skipped, saying why; in CI they fail. */
export function describeKafka(name: string, tests: () => void): void {
  if (prerequisites.available) describe(name, tests);
  else if (process.env['CI']) it(`${name} has a broker`, () => Promise.reject(new Error(prerequisites.reason)));
  else describe.skip(`${name} (skipped: ${prerequisites.reason})`, tests);
}
