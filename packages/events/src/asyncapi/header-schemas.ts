const text = (description: string) => ({ type: 'string', description });
const time = (description: string) => ({ type: 'string', format: 'date-time', description });

/** CloudEvents' attributes in Kafka's binary mode. */
const envelope = {
  'content-type': { const: 'application/json' },
  ce_specversion: { const: '1.0' },
  ce_id: { type: 'string', format: 'uuid', description: 'UUIDv7 of the event; the same when it is delivered again.' },
  ce_source: text('The service that tells it, e.g. `/skillwright/skill`.'),
  ce_type: text("The event's type: the topic it was published to."),
  ce_time: time('When it happened.'),
  ce_subject: text('What it is about: the key.'),
};

const traceparent = { traceparent: text('W3C trace context of the request that caused it, where there was one.') };

const deadLetter = {
  'dlt-original-topic': text('Where the record came from.'),
  'dlt-original-partition': text('Its partition there.'),
  'dlt-original-offset': text('Its offset there.'),
  'dlt-original-timestamp': time('When it was published there.'),
  'dlt-consumer-group': text('The group that gave it up.'),
  'dlt-error-code': text('The stable code of the last error.'),
  'dlt-error-message': text('The message of the last error, at most 1000 characters.'),
  'dlt-attempts': text('How often it was tried.'),
  'dlt-failed-at': time('When it was given up.'),
};

/** The headers of every event. */
export const envelopeHeaders = {
  type: 'object',
  properties: { ...envelope, ...traceparent },
  required: Object.keys(envelope),
};

/** The headers of a dead letter. What was no event has only the `dlt-*` ones for certain. */
export const deadLetterHeaders = {
  type: 'object',
  properties: { ...envelope, ...traceparent, ...deadLetter },
  required: Object.keys(deadLetter),
};
