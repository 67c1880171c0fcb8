import { defineErrors } from '@skillwright/service';

/** What the gateway itself refuses or cannot do. */
export const gatewayErrors = defineErrors({
  OPERATION_TOO_DEEP: {
    category: 'invalid_input',
    message: 'The operation is {depth} levels deep; the limit is {limit}.',
  },
  OPERATION_TOO_LARGE: {
    category: 'invalid_input',
    message: 'The operation selects {fields} fields once its fragments are expanded; the limit is {limit}.',
  },
  OPERATION_TOO_WIDE: {
    category: 'invalid_input',
    message: 'The operation has {rootFields} root fields, aliases included; the limit is {limit}.',
  },
  OPERATION_TOO_COSTLY: {
    category: 'invalid_input',
    message: 'The operation may answer {cost} values by the page sizes it asks for; the limit is {limit}.',
  },
  SUBSCRIPTION_NEEDS_STREAM: {
    category: 'malformed',
    message: 'Subscriptions are served over WebSocket (graphql-transport-ws) or with `accept: text/event-stream`.',
  },
  MUTATION_NEEDS_POST: { category: 'malformed', message: 'A mutation is not carried out by GET: send it by POST.' },
  EVENT_CURSOR_INVALID: { category: 'invalid_input', message: 'This is no cursor of an event.' },
  EVENT_TOPIC_UNKNOWN: { category: 'invalid_input', message: 'There is no topic {topic}.' },
  EVENTS_GAP: {
    category: 'not_found',
    message: 'Events after this cursor are not kept any more. Subscribe without a cursor, then query what you missed.',
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
  },
  REQUEST_TIMEOUT: { category: 'timeout', message: 'The request was not answered within {timeoutMs} ms.' },
});
