import { databaseErrors } from '../errors.js';
import { classifyDatabaseError } from './classify-database-error.js';

const passing = 'it cannot be reached. Try again in a moment.';

/** Makes the error that callers are given of trouble with the database of `service`; returns every other error as it is. */
export function toDatabaseError(error: unknown, service: string): unknown {
  switch (classifyDatabaseError(error)) {
    case 'away':
      return databaseErrors.DATABASE_UNAVAILABLE({ service, reason: passing }, { cause: error });
    case 'busy':
    case 'conflict':
      return databaseErrors.DATABASE_BUSY({ service }, { cause: error });
    case undefined:
      return error;
  }
}
