import { defineErrors } from '@skillwright/service';

/** The errors of publishing, reading and consuming events. */
export const eventErrors = defineErrors({
  CONTRACT_BROKEN: { category: 'internal', message: 'This value breaks the contract of {topic}: {reason}' },
  RECORD_UNREADABLE: { category: 'internal', message: 'This record of {topic} is no event: {reason}' },
  OFFSET_OUT_OF_RANGE: {
    category: 'not_found',
    message:
      'Events of {topic} (partition {partition}) after offset {offset} are not there any more; the earliest is {earliest}.',
  },
  BROKER_UNAVAILABLE: { category: 'unavailable', message: 'The Kafka broker at {brokers} cannot be reached: {reason}' },
  EVENT_LOG_FAULTY: { category: 'internal', message: 'The event log at {path} cannot be used: {reason}' },
  OUTBOX_FAULTY: { category: 'internal', message: 'The outbox at {path} cannot be used: {reason}' },
  DEAD_LETTER_NOT_FOUND: {
    category: 'not_found',
    message: 'There is no dead letter at {topic}, partition {partition}, offset {offset}.',
  },
  TRANSPORT_CLOSED: { category: 'unavailable', message: 'The event transport is closed.' },
});
