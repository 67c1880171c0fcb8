import { databaseErrors } from '../errors.js';
import { classifyDatabaseError } from './classify-database-error.js';

const unreachable = 'it cannot be reached. Try again in a moment.';

/** Converts trouble with the database of `service` to the error that callers get. Returns any other error unchanged. */
export function toDatabaseError(error: unknown, service: string): unknown {
  switch (classifyDatabaseError(error)) {
    case 'away':
      return databaseErrors.DATABASE_UNAVAILABLE({ service, reason: unreachable }, { cause: error });
    case 'busy':
    case 'conflict':
      return databaseErrors.DATABASE_BUSY({ service }, { cause: error });
    case undefined:
      return error;
  }
}
