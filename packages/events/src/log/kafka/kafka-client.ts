import type { Logger } from '@skillwright/service';
import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import { quietRequestQueue } from './quiet-request-queue.js';
import { messageOf } from '../../error-facts.js';
import { eventErrors } from '../../errors.js';

quietRequestQueue();

/** What a broker says while it finds its feet; kafkajs tries again by itself. */
const passing = /coordinator|rebalanc|not host this topic-partition|no leader|leadership election|metadata/i;

/** The kafkajs client, with its log in ours. */
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

/** An error of kafkajs as BROKER_UNAVAILABLE, with the original as its cause. */
export function toBrokerError(error: unknown, brokers: readonly string[]): Error {
  return eventErrors.BROKER_UNAVAILABLE({ brokers: brokers.join(','), reason: messageOf(error) }, { cause: error });
}

/** One level lower than kafkajs has it: what really fails reaches our own log as an error of the call that failed. */
function writeLog(logger: Logger, { namespace, level, log }: LogEntry): void {
  const { message, timestamp: _timestamp, logger: _library, stack: _stack, ...details } = log;
  const important = level <= logLevel.ERROR && !passing.test(`${message} ${String(details['error'] ?? '')}`);
  logger[important ? 'warn' : 'debug']({ kafka: { namespace, ...details } }, message);
}
