import { defineErrors } from '@skillwright/service';

/** The errors of a service whose database does not work. All of them are retryable. */
export const databaseErrors = defineErrors({
  DATABASE_UNAVAILABLE: {
    category: 'unavailable',
    message: 'The database of {service} cannot be used: {reason}',
  },
  DATABASE_BUSY: {
    category: 'unavailable',
    message: 'The database of {service} is overloaded. Nothing was changed; try again in a moment.',
  },
  DATABASE_OUTCOME_UNKNOWN: {
    category: 'unavailable',
    message:
      'The database of {service} did not confirm the change: it may have been carried out. Look before you try again.',
  },
});
