import { defineErrors } from '@skillwright/service';

/**
 * The errors of the validation service. As `failure.code` of a report they give the reason why it could not be carried
 * out.
 */
export const validationErrors = defineErrors({
  REPORT_NOT_FOUND: { category: 'not_found', message: 'There is no report {id}.' },
  PROJECT_HAS_NO_REPORT: { category: 'not_found', message: 'There is no {kind}report on a project {id}.' },
  VALIDATION_QUEUE_FULL: {
    category: 'unavailable',
    message: '{count} validations are waiting already. Try again when some of them are done.',
  },
  SANDBOX_UNAVAILABLE: {
    category: 'unavailable',
    message: 'Not run: this machine offers no isolation. {faults}',
    retryable: false,
  },
  PROJECT_NOT_FIT: { category: 'invalid_input', message: 'The project cannot be validated: {fault}' },
  RESULTS_REFUSED: {
    category: 'internal',
    message: 'The results were refused: the process in the sandbox wrote {fault}.',
  },
  VALIDATION_GAVE_UP: {
    category: 'internal',
    message: 'The validation was started {attempts} times and never finished.',
  },
});
