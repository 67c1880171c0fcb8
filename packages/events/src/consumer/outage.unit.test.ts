import { databaseErrors } from '@skillwright/postgres';
import { ServiceError } from '@skillwright/service';
import { isOutage } from './outage.js';

describe('an outage', () => {
  it.each<[string, unknown]>([
    ['an error that says it can be retried', new ServiceError('X', 'unavailable', 'down')],
    ['an error that was caused by one', new Error('outer', { cause: new ServiceError('X', 'timeout', 'slow') })],
    ...Object.entries(databaseErrors).map(([code, create]): [string, unknown] => [code, create()]),
  ])('is %s', (_name, error) => expect(isOutage(error)).toBe(true));

  it.each<[string, unknown]>([
    ['a defect', new TypeError('undefined is not a function')],
    ['a refusal', new ServiceError('X', 'conflict', 'no')],
    ['an outage that does not pass', new ServiceError('X', 'unavailable', 'no', { retryable: false })],
    ['nothing', undefined],
  ])('is not %s', (_name, error) => expect(isOutage(error)).toBe(false));
});
