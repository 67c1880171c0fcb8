import { askedScopes, findTokenFaults, type TokenInput } from './token-rules.js';

const good: TokenInput = { name: 'ci', scopes: ['read:skills'], expiresInDays: 90 };
const codesOf = (change: Partial<TokenInput>) =>
  findTokenFaults({ ...good, ...change }).map(({ code, path }) => `${path} ${code}`);

describe('a wish for a token', () => {
  it.each(['c', 'ada@example.org', 'CI_2-b.c', 'x'.repeat(64)])('may have the name %s', (name) => {
    expect(codesOf({ name })).toEqual([]);
  });

  it.each(['', ' ci', 'ci ', '-ci', 'a b', 'a:b', 'service:skill', 'é', 'a\nb', 'x'.repeat(65)])(
    'is refused for the name %j',
    (name) => {
      expect(codesOf({ name })).toEqual(['name token_name']);
    },
  );

  it.each(['anonymous', 'skillwright', 'Anonymous', 'SKILLWRIGHT'])(
    'is refused for %s, a name of the platform itself',
    (name) => {
      expect(codesOf({ name })).toEqual(['name token_name_reserved']);
    },
  );

  it.each([1, 366])('may ask for %d days', (expiresInDays) => {
    expect(codesOf({ expiresInDays })).toEqual([]);
  });

  it.each([0, -1, 367, 2 ** 31 - 1])('is refused for %d days', (expiresInDays) => {
    expect(codesOf({ expiresInDays })).toEqual(['expiresInDays expiry']);
  });

  it('is refused without a scope, and for more than there are', () => {
    expect(codesOf({ scopes: [] })).toEqual(['scopes scopes_empty']);
    expect(codesOf({ scopes: Array.from({ length: 100_000 }, () => 'x') })).toEqual(['scopes scopes_too_many']);
  });

  it('is refused for each unknown scope, with the list of the known ones', () => {
    const faults = findTokenFaults({ ...good, scopes: ['read:skills', 'write:everything', ''] });
    expect(faults.map(({ path }) => path)).toEqual(['scopes[1]', 'scopes[2]']);
    expect(faults[0]?.message).toBe(
      'There is no scope "write:everything". The scopes are read:skills, write:skills, generate:projects, validate:code, admin.',
    );
  });

  it('is told all its faults at once', () => {
    expect(codesOf({ name: '', scopes: [], expiresInDays: 0 })).toHaveLength(3);
  });

  it('gets each scope once, in the order of the platform', () => {
    expect(askedScopes(['admin', 'read:skills', 'admin'])).toEqual(['read:skills', 'admin']);
  });
});
