import { defineErrors } from '@skillwright/service';

/** The errors of the gateway. */
export const gatewayErrors = defineErrors({
  EVENT_CURSOR_INVALID: { category: 'invalid_input', message: 'This is not the cursor of an event.' },
  EVENT_TOPIC_UNKNOWN: { category: 'invalid_input', message: 'There is no topic {topic}.' },
  EVENTS_GAP: {
    category: 'not_found',
    message:
      'The events after this cursor are no longer kept. Subscribe without a cursor, then query the current state.',
  },
  EVENTS_UNAVAILABLE: {
    category: 'unavailable',
    message: 'The event log cannot be read at the moment. Try again, with the last cursor as `after`.',
  },
  EVENTS_SLOW_CONSUMER: {
    category: 'unavailable',
    message: 'The subscriber read too slowly and was cut off. Subscribe again, with the last cursor as `after`.',
  },
  SUBSCRIBERS_FULL: { category: 'unavailable', message: 'The gateway has {limit} subscribers, which is its limit.' },
  GRAPHIQL_NOT_BUILT: {
    category: 'unavailable',
    message: 'GraphiQL is bundled when the gateway is built: run `npm run build`.',
    retryable: false,
  },
});
