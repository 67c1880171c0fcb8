import { parseArgs } from 'node:util';
import { messageOf, StartError } from '@skillwright/service/start-up';
import { findKafkaPrerequisites } from './prerequisites.js';
import { startKafka } from './start.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** `npm run kafka -w tools/kafka -- [--data-dir .data/kafka]`: runs a broker until Ctrl-C. */
async function run(): Promise<void> {
  const { values } = parseArgs({ options: { 'data-dir': { type: 'string', default: '.data/kafka' } } });
  const prerequisites = await findKafkaPrerequisites();
  if (!prerequisites.available) throw new StartError(prerequisites.reason);
  const kafka = await startKafka({ dataDir: values['data-dir'], onProgress: say });
  say(`${kafka.adopted ? 'adopted' : 'started'}: KAFKA_BROKERS=${kafka.brokers.join(',')} (Ctrl-C stops it)`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void kafka.stop().then(() => process.exit(0), fail));
  }
  // Without a timer the process would end: signal listeners alone do not keep it running.
  setInterval(() => undefined, 60_000);
}

function fail(error: unknown): never {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}

await run().catch(fail);
