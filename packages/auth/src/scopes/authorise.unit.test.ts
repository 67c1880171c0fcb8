import { authorise, findRefusal } from './authorise.js';

const ada = { subject: 'ada', scopes: ['read:skills', 'admin'] };
const nobody = { subject: 'anonymous', scopes: [] };

describe('a principal', () => {
  it('passes with one of the lists of scopes, all of it', () => {
    for (const required of [[['admin']], [[]], [['validate:code'], ['admin', 'read:skills']]]) {
      expect(findRefusal(ada, required)).toBeUndefined();
    }
  });

  it('is refused with the scopes that are missing', () => {
    expect(() => authorise({ principal: ada }, 'validate:code')).toThrow(
      'This needs the scope validate:code, which the token does',
    );
    const refusal = findRefusal(ada, [['write:skills', 'admin'], ['validate:code']]);
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', category: 'forbidden' });
    expect(refusal?.message).toContain('the scope write:skills and admin, or the scope validate:code');
  });

  it('is refused where no rule says who may pass, whatever its scopes', () => {
    expect(findRefusal(ada, [])).toMatchObject({ code: 'FORBIDDEN' });
    expect(findRefusal(nobody, [])).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('that is anonymous is asked for a token', () => {
    for (const required of [[[]], [['read:skills']]]) {
      expect(findRefusal(nobody, required)).toMatchObject({ code: 'UNAUTHENTICATED', category: 'unauthenticated' });
    }
  });
});
