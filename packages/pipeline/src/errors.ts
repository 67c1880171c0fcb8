import { defineErrors } from '@skillwright/service';

/** The errors with which the stages refuse an operation. */
export const pipelineErrors = defineErrors({
  OPERATION_RESOLUTION_FAILURE: { category: 'malformed', message: '{reason}' },
  MUTATION_NEEDS_POST: { category: 'malformed', message: 'A mutation is not executed by GET. Send it by POST.' },
  SUBSCRIPTION_NEEDS_STREAM: {
    category: 'malformed',
    message: 'Subscriptions are served over WebSocket (graphql-transport-ws) or with `accept: text/event-stream`.',
  },
  SUBSCRIPTION_NOT_SERVED: { category: 'invalid_input', message: 'This subscription is not served here.' },
  DOCUMENT_TOO_NESTED: {
    category: 'malformed',
    message: 'The brackets of the document are nested deeper than {limit} levels.',
  },
  VARIABLES_TOO_DEEP: {
    category: 'malformed',
    message: 'The variables are nested deeper than {limit} levels.',
  },
  VARIABLES_TOO_MANY: {
    category: 'malformed',
    message: 'A list in the variables has more than {limit} entries.',
  },
  OPERATION_TOO_DEEP: {
    category: 'invalid_input',
    message: 'The operation is {depth} levels deep; the limit is {limit}.',
  },
  OPERATION_TOO_LARGE: {
    category: 'invalid_input',
    message: 'The document selects {fields} fields once its fragments are expanded; the limit is {limit}.',
  },
  OPERATION_TOO_WIDE: {
    category: 'invalid_input',
    message: 'The operation has {rootFields} root fields, aliases included; the limit is {limit}.',
  },
  OPERATION_TOO_COSTLY: {
    category: 'invalid_input',
    message: 'The operation may answer {cost} values by the sizes of its lists; the limit is {limit}.',
  },
  DOCUMENT_TOO_LARGE: { category: 'invalid_input', message: 'The document has {count} {part}; the limit is {limit}.' },
  ANSWER_TOO_LARGE: {
    category: 'invalid_input',
    message: 'The answer would have more than {limit} values. Ask for smaller pages or fewer fields.',
  },
});
