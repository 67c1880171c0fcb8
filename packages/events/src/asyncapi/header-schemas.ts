const text = (description: string) => ({ type: 'string', description });
const time = (description: string) => ({ type: 'string', format: 'date-time', description });

/** CloudEvents' attributes in Kafka's binary mode. */
const envelope = {
  'content-type': { const: 'application/json' },
  ce_specversion: { const: '1.0' },
  ce_id: { type: 'string', format: 'uuid', description: 'UUIDv7 of the event; the same when it is delivered again.' },
  ce_source: text('The service that published it, e.g. `/skillwright/skill`.'),
  ce_type: text("The event's type: the topic it was published to."),
  ce_time: time('The time of the event.'),
  ce_subject: text('The subject of the event: the key.'),
};

const traceparent = { traceparent: text('W3C trace context of the request that caused it, if any.') };

const deadLetter = {
  'dlt-original-topic': text('The topic of the record.'),
  'dlt-original-partition': text('The partition of the record.'),
  'dlt-original-offset': text('The offset of the record.'),
  'dlt-original-timestamp': time('The time at which the record was published.'),
  'dlt-consumer-group': text('The consumer group that gave it up.'),
  'dlt-error-code': text('The stable code of the last error.'),
  'dlt-error-message': text('The message of the last error, at most 1000 characters.'),
  'dlt-attempts': text('The number of attempts.'),
  'dlt-failed-at': time('The time at which it was given up.'),
};

/** The headers of every event. */
export const envelopeHeaders = {
  type: 'object',
  properties: { ...envelope, ...traceparent },
  required: Object.keys(envelope),
};

/** The headers of a dead letter. Only the `dlt-*` headers are required, since the record may not have been an event. */
export const deadLetterHeaders = {
  type: 'object',
  properties: { ...envelope, ...traceparent, ...deadLetter },
  required: Object.keys(deadLetter),
};
