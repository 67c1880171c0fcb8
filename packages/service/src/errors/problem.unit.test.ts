import { coreErrors, defineErrors, toProblem } from '../index.js';

const errors = defineErrors({
  THING_GONE: { category: 'not_found', message: 'There is no {thing}; {left} are left.' },
});

describe('toProblem', () => {
  it('fills the message of a registered error and maps its category to a status', () => {
    expect(toProblem(errors.THING_GONE({ thing: 'lamp', left: 2 }), 'r1')).toEqual({
      type: 'urn:skillwright:error:THING_GONE',
      title: 'Not found',
      status: 404,
      detail: 'There is no lamp; 2 are left.',
      code: 'THING_GONE',
      request_id: 'r1',
    });
  });

  it('contains each fault of the input', () => {
    const fault = { code: 'too_long', path: 'name', message: 'Must be at most 64 characters.' };
    expect(toProblem(coreErrors.INVALID_INPUT({ count: 1 }, { errors: [fault] }), 'r1')).toMatchObject({
      status: 422,
      errors: [fault],
    });
  });

  it.each([
    ['a defect', new Error('password=hunter2')],
    ['a string', 'hunter2'],
    ['nothing', undefined],
    ['null', null],
  ])('reveals nothing of %s', (_case, thrown) => {
    const problem = toProblem(thrown, 'r1');
    expect(problem).toMatchObject({ status: 500, code: 'INTERNAL', request_id: 'r1' });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it('keeps a placeholder without a value, also one that is named like a prototype key', () => {
    const odd = defineErrors({ ODD: { category: 'internal', message: '{constructor} {missing}' } });
    expect(odd.ODD().message).toBe('{constructor} {missing}');
  });
});
