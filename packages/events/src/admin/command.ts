import { parseArgs } from 'node:util';
import { createLogger, messageOf, type Logger } from '@skillwright/service';
import { FileOutbox } from '../outbox/file-outbox.js';
import type { OutboxStore } from '../outbox/outbox-store.js';
import { PostgresOutbox } from '../outbox/postgres-outbox.js';
import { createTransport } from '../log/create-transport.js';
import type { EventTransport } from '../log/event-transport.js';
import { findDeadLetters, replayDeadLetter } from './dead-letters.js';
import { describeTopics } from './topic-states.js';

const usage = `npm run events -w packages/events -- <command>

  topics [--group <name>]...              every topic with its records and the lag of these groups
  dead-letters <topic>                    the dead letters of a topic, with their reasons
  replay <topic> <partition> <offset>     puts one dead letter back on its topic
  outbox                                  the number of unpublished events, and the oldest
  republish --from <time> --to <time>     publishes the published events of a time range again

The first three take --brokers <list> (default: KAFKA_BROKERS), the others --database-url <url> or
--outbox-folder <folder>. The embedded event log belongs to its process and cannot be asked from here.`;

const readTimeoutMs = 300_000;

/** A call with wrong arguments. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

const { values, positionals } = parse();
const logger = createLogger({ service: 'events', level: 'error' });
const signal = AbortSignal.timeout(readTimeoutMs);

async function run(): Promise<void> {
  const [command, ...rest] = positionals;
  if (command === 'topics')
    return withTransport(async (transport) => print(await describeTopics(transport, values.group ?? [])));
  if (command === 'dead-letters') {
    return withTransport(async (transport) =>
      print(await findDeadLetters(transport, { topic: await findTopic(transport, rest[0]), signal })),
    );
  }
  if (command === 'replay') {
    const [partition, offset] = [toCount('partition', rest[1]), toCount('offset', rest[2])];
    return withTransport(async (transport) => {
      const topic = await findTopic(transport, rest[0]);
      print([await replayDeadLetter(transport, { topic, partition, offset }, signal)]);
    });
  }
  if (command === 'outbox') {
    return withOutbox(async (outbox) => print([await outbox.backlog()]));
  }
  if (command === 'republish') {
    const range = { from: toTime('--from', values.from), to: toTime('--to', values.to) };
    return withOutbox(async (outbox) => print([{ republished: await outbox.republish(range) }]));
  }
  throw new UsageError(usage);
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        brokers: { type: 'string' },
        group: { type: 'string', multiple: true },
        'database-url': { type: 'string' },
        'outbox-folder': { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
      },
    });
  } catch (error) {
    return fail(error);
  }
}

async function withTransport(work: (transport: EventTransport) => Promise<void>): Promise<void> {
  const brokers = (values.brokers ?? process.env['KAFKA_BROKERS'] ?? '').split(',').filter((broker) => broker !== '');
  if (brokers.length === 0 || brokers[0] === 'none') throw new UsageError(`Name the brokers.\n\n${usage}`);
  const transport = createTransport({ brokers, logger, clientId: 'skillwright-operator' });
  await work(transport).finally(() => transport.close());
}

async function withOutbox(work: (outbox: OutboxStore) => Promise<void>): Promise<void> {
  const outbox = openOutbox(logger);
  await work(outbox).finally(() => outbox.close());
}

function openOutbox(log: Logger): OutboxStore {
  const { 'database-url': databaseUrl, 'outbox-folder': folder } = values;
  if (databaseUrl) return new PostgresOutbox({ databaseUrl, name: 'operator', logger: log });
  if (folder) return new FileOutbox({ folder, name: 'operator', logger: log });
  throw new UsageError(`Name the outbox.\n\n${usage}`);
}

/** The topic of this name at the broker. Throws a {@link UsageError} where there is none. */
async function findTopic(transport: EventTransport, name = ''): Promise<string> {
  if ((await transport.admin.listTopics()).includes(name)) return name;
  throw new UsageError(`There is no topic ${name || 'without a name'}; a dead-letter topic is named by its topic.`);
}

function toCount(name: string, text = ''): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`The ${name} is a number from 0, not ${text || 'nothing'}.`);
}

function toTime(name: string, text = ''): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()))
    throw new UsageError(`${name} is a time like 2026-11-23T08:00:00Z, not ${text || 'nothing'}.`);
  return time;
}

function print(rows: readonly object[]): void {
  for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
}

function fail(error: unknown): never {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}

await run().catch(fail);
