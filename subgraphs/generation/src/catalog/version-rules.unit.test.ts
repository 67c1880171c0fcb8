import { isNewer, isVersion } from './version-rules.js';

describe('versions', () => {
  it.each(['1.0.0', '0.0.1-alpha.1', '1.0.0+build.5', '10.20.30'])('takes %j', (version) => {
    expect(isVersion(version)).toBe(true);
  });

  it.each([
    '',
    '1',
    '1.0',
    'v1.0.0',
    '=1.0.0',
    ' 1.0.0',
    '01.0.0',
    '1.0.0-..',
    '../1.0.0',
    '1.0.0\0',
    'deleted',
    '1'.repeat(300),
  ])('does not take %j', (version) => {
    expect(isVersion(version)).toBe(false);
  });

  it.each([
    ['1.10.0', '1.9.0', true],
    ['1.0.0', '1.0.0-rc.1', true],
    ['1.0.0', '1.0.0', false],
    ['0.9.9', '1.0.0', false],
    ['1.0.0+b', '1.0.0+a', true],
  ])('%s after %s: %s', (version, other, expected) => {
    expect(isNewer(version, other)).toBe(expected);
  });
});
