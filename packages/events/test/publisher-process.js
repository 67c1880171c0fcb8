import { writeSync } from 'node:fs';
import { createTransport } from '@skillwright/events/log';
import { createLogger } from '@skillwright/service';

/**
 * Publishes to an embedded event log until it is killed: `publisher-process.js <folder> <topic> <first>`. The value of
 * each record is its number, counted from `first`. Prints how many numbers are acknowledged, after each publication.
 */
const [folder = '', topic = '', first = '0'] = process.argv.slice(2);
const transport = createTransport({ embedded: folder, logger: createLogger({ service: 'publisher', level: 'error' }) });
for (let next = Number(first); ;) {
  const length = next % 3 === 0 ? 20 : 1;
  const records = Array.from({ length }, (_, index) => ({ topic, key: 'k', value: String(next + index), headers: {} }));
  await transport.publish(records);
  next += length;
  writeSync(1, `${next}\n`);
}
