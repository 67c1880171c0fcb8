import { checkVersion, initialVersion, nextVersion } from './version-rules.js';

describe('checkVersion', () => {
  it.each(['1.0.0', '1.0.0-beta.1', '1.0.0+build.5', '1.0.20261201140000', null, undefined])(
    'accepts %s',
    (version) => {
      expect(checkVersion(version)).toEqual([]);
    },
  );

  it.each(['', '1.0', 'v1.0.0', 'latest'])('refuses %j', (version) => {
    expect(checkVersion(version)).toMatchObject([{ code: 'semver', path: 'version' }]);
  });
});

describe('nextVersion', () => {
  it.each([
    ['1.0.0', undefined, '1.0.1'],
    ['1.0.0-beta.1', undefined, '1.0.0'],
    ['1.2.3', '1.3.0', '1.3.0'],
    ['1.2.3', '1.2.4+build.7', '1.2.4+build.7'],
    ['1.2.3', '1.2.3', '1.2.4'],
    ['1.2.3', '1.2.3+build.7', '1.2.4'],
    ['1.2.3', '1.0.0', '1.2.4'],
    ['1.2.3', '2.0', '1.2.4'],
  ])('after %s, with %s in the metadata, is %s', (newest, stated, next) => {
    expect(nextVersion(newest, stated)).toBe(next);
  });
});

describe('initialVersion', () => {
  it('is 1.0.0 unless the metadata has a semantic version', () => {
    expect(initialVersion(undefined)).toBe('1.0.0');
    expect(initialVersion('1.0')).toBe('1.0.0');
    expect(initialVersion('0.3.0')).toBe('0.3.0');
  });
});
