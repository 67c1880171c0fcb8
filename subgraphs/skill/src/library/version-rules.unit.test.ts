import { checkVersion, initialVersion, isVersion, nextVersion } from './version-rules.js';

describe('isVersion', () => {
  it.each(['0.0.1', '1.0.0', '10.20.30', '1.0.0-beta.1', '999999999.0.0'])('takes %s', (version) => {
    expect(isVersion(version)).toBe(true);
    expect(checkVersion(version)).toEqual([]);
  });

  it.each([
    '',
    '1',
    '1.0',
    'v1.0.0',
    ' 1.0.0',
    '1.0.0 ',
    '01.0.0',
    '1.0.0+build',
    '1.0.0-',
    '1.0.9999999999',
    '^1.0.0',
    'latest',
    `1.0.0-${'a'.repeat(64)}`,
  ])('refuses %j', (version) => {
    expect(isVersion(version)).toBe(false);
    expect(checkVersion(version)).toMatchObject([{ code: 'semver', path: 'version' }]);
  });
});

describe('nextVersion', () => {
  it.each([
    ['1.0.0', undefined, '1.0.1'],
    ['1.0.0-beta.1', undefined, '1.0.0'],
    ['1.2.3', '1.3.0', '1.3.0'],
    ['1.2.3', '1.2.3', '1.2.4'],
    ['1.2.3', '1.0.0', '1.2.4'],
    ['1.2.3', '2.0', '1.2.4'],
  ])('comes after %s, where the metadata says %s, as %s', (newest, suggested, next) => {
    expect(nextVersion(newest, suggested)).toBe(next);
  });
});

describe('initialVersion', () => {
  it('is 1.0.0 unless the metadata has a semantic version', () => {
    expect(initialVersion(undefined)).toBe('1.0.0');
    expect(initialVersion('1.0')).toBe('1.0.0');
    expect(initialVersion('0.3.0')).toBe('0.3.0');
  });
});
