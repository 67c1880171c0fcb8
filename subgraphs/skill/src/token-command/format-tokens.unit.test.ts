import { formatTokens } from './format-tokens.js';

const token = {
  ...{ id: 'id-1', name: 'ci', scopes: ['read:skills', 'admin'], created_by: 'operator', revoked_at: null },
  ...{ created_at: '2026-12-01T08:00:00.000Z', expires_at: '2027-03-01T08:00:00.000Z' },
};

it('tokens are listed one a line, in columns, with their state', () => {
  const tokens = [
    token,
    { ...token, name: 'a-long-name', revoked_at: '2026-12-02T08:00:00.000Z' },
    { ...token, expires_at: '2026-12-02T08:00:00.000Z' },
  ];
  expect(formatTokens(tokens, new Date('2026-12-03T08:00:00Z')).split('\n')).toEqual([
    'ID    NAME         STATE    EXPIRES                   CREATED BY  SCOPES',
    'id-1  ci           valid    2027-03-01T08:00:00.000Z  operator    read:skills,admin',
    'id-1  a-long-name  revoked  2027-03-01T08:00:00.000Z  operator    read:skills,admin',
    'id-1  ci           expired  2026-12-02T08:00:00.000Z  operator    read:skills,admin',
  ]);
});
