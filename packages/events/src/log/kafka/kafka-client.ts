import { messageOf, type Logger } from '@skillwright/service';
import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import { quietRequestQueue } from './quiet-request-queue.js';
import { eventErrors } from '../../errors.js';

quietRequestQueue();

/** Messages of a broker that is starting; kafkajs retries by itself. */
const transient =
  /coordinator|rebalanc|not host this topic-partition|no leader|not the leader|leadership election|metadata/i;

/** Creates the kafkajs client; its log goes to `logger`. */
export function createKafka(options: { brokers: readonly string[]; clientId: string; logger: Logger }): Kafka {
  const { brokers, clientId, logger } = options;
  return new Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: 3_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => writeLog(logger, entry),
  });
}

/** Turns an error of kafkajs into BROKER_UNAVAILABLE, with the original as its cause. */
export function toBrokerError(error: unknown, brokers: readonly string[]): Error {
  return eventErrors.BROKER_UNAVAILABLE({ brokers: brokers.join(','), reason: messageOf(error) }, { cause: error });
}

/** The parts of kafkajs that report each attempt to reach a broker. Their callers log the outage. */
const attempts: ReadonlySet<string> = new Set(['Connection', 'BrokerPool', 'Cluster', 'ConnectionPool']);

/** Logs one level below kafkajs: a call that fails for good is logged by its caller. */
function writeLog(logger: Logger, { namespace, level, log }: LogEntry): void {
  const { message, timestamp: _timestamp, logger: _library, stack: _stack, ...details } = log;
  const important =
    level <= logLevel.ERROR &&
    !attempts.has(namespace) &&
    !transient.test(`${message} ${String(details['error'] ?? '')}`);
  logger[important ? 'warn' : 'debug']({ kafka: { namespace, ...details } }, message);
}
