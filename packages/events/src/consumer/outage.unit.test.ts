import { ServiceError } from '@skillwright/service';
import { isOutage } from './outage.js';

describe('an outage', () => {
  it.each<[string, unknown]>([
    ['a refused connection', Object.assign(new Error('no'), { code: 'ECONNREFUSED' })],
    ['a database that shuts down', Object.assign(new Error('no'), { code: '57P01' })],
    ['a broken connection of PostgreSQL', Object.assign(new Error('no'), { code: '08006' })],
    ['a database that Prisma cannot reach', Object.assign(new Error('no'), { code: 'P1001' })],
    ['an error that says it can be retried', new ServiceError('X', 'unavailable', 'down')],
    ['what was caused by one', new Error('outer', { cause: new ServiceError('X', 'timeout', 'slow') })],
  ])('is %s', (_name, error) => expect(isOutage(error)).toBe(true));

  it.each<[string, unknown]>([
    ['a defect', new TypeError('undefined is not a function')],
    ['a refusal', new ServiceError('X', 'conflict', 'no')],
    ['a broken constraint', Object.assign(new Error('no'), { code: '23505' })],
    ['nothing', undefined],
  ])('is not %s', (_name, error) => expect(isOutage(error)).toBe(false));
});
