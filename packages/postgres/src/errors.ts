import { defineErrors } from '@skillwright/service';

/** The errors of a service whose database does not do its work. All can be tried again. */
export const databaseErrors = defineErrors({
  DATABASE_UNAVAILABLE: {
    category: 'unavailable',
    message: 'The database of {service} cannot be used: {reason}',
  },
  DATABASE_BUSY: {
    category: 'unavailable',
    message: 'The database of {service} has too much to do. Nothing was changed; try again in a moment.',
  },
  DATABASE_OUTCOME_UNKNOWN: {
    category: 'unavailable',
    message:
      'The database of {service} did not confirm the change: it may have been carried out. Look before you try again.',
  },
});
