import { createTransport } from '@skillwright/events/log';
import { PostgresOutbox, startRelay } from '@skillwright/events/outbox';
import { createLogger, createMetrics } from '@skillwright/service';

/** A replica's relay as a process of its own, for tests that kill it: `relay-process.js <database url> <brokers>`. */
const [databaseUrl = '', brokers = ''] = process.argv.slice(2);
const logger = createLogger({ service: 'relay', level: 'info' });
startRelay({
  outbox: new PostgresOutbox({ databaseUrl, name: 'test', logger }),
  transport: createTransport({ brokers: brokers.split(','), logger }),
  logger,
  metrics: createMetrics({ service: 'relay' }),
  batchSize: 20,
});
