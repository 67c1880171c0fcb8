import fc from 'fast-check';
import semver from 'semver';
import { compareVersions, findVersionFault, isHigher, isVersion, nextPatch } from './version-rules.js';

const beyondDoubles = '99999999999999999999';

describe('isVersion', () => {
  it.each([
    '0.0.1',
    '1.0.0',
    '10.20.30',
    '1.0.0-beta.1',
    '1.0.0-0A.is.legal',
    '1.0.0--',
    '1.0.0+build.5',
    '1.0.0-rc.1+001',
    '1.0.9999999999',
    `1.0.${beyondDoubles}`,
    `1.0.0-${'a'.repeat(122)}`,
  ])('takes %s', (version) => {
    expect(isVersion(version)).toBe(true);
    expect(findVersionFault(version)).toBeUndefined();
  });

  it.each([
    '',
    '1',
    '1.0',
    'v1.0.0',
    '=1.0.0',
    ' 1.0.0',
    '1.0.0 ',
    '1.0.0\n',
    '01.0.0',
    '1.0.0-',
    '1.0.0-01',
    '1.0.0-..',
    '1.0.0+',
    '1.0.0+a+b',
    '../1.0.0',
    '1.0.0\0',
    '^1.0.0',
    '-1.0.0',
    'latest',
    'deleted',
    `1.0.0-${'a'.repeat(123)}`,
  ])('refuses %j', (version) => {
    expect(isVersion(version)).toBe(false);
    expect(findVersionFault(version)?.code).toBe('semver');
  });

  it('refuses a text of any length at once', () => {
    expect(isVersion('1'.repeat(10_000_000))).toBe(false);
  });

  it('says what to write', () => {
    expect(findVersionFault('1.0')?.message).toBe(
      'The version "1.0" is not semantic; write three numbers, such as 1.4.0 or 2.0.0-beta.1, in at most 128 characters.',
    );
  });
});

/** The example of semver.org, rule 11, with large numbers around it; each is lower than the next. */
const ascending = [
  '1.0.0-1',
  '1.0.0-9007199254740993',
  `1.0.0-${beyondDoubles}`,
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.9.0',
  '1.10.0',
  `1.10.${beyondDoubles}`,
  '2.0.0',
  '10.0.0',
];

describe('the order of versions', () => {
  it('is that of semver.org', () => {
    for (const [low, version] of ascending.entries()) {
      for (const [high, other] of ascending.entries()) {
        expect([version, other, isHigher(version, other)]).toEqual([version, other, low > high]);
        expect(Math.sign(compareVersions(version, other))).toBe(Math.sign(low - high));
      }
    }
  });

  it('has no precedence of build metadata, and is total all the same', () => {
    expect(isHigher('1.0.0+b', '1.0.0+a')).toBe(false);
    expect(compareVersions('1.0.0+b', '1.0.0+a')).toBeGreaterThan(0);
    expect(compareVersions('1.0.0+a', '1.0.0+a')).toBe(0);
  });

  it('does not exist for other texts', () => {
    expect(() => isHigher('1.0.0', 'latest')).toThrow(new TypeError('"latest" is not a semantic version'));
  });
});

describe('nextPatch', () => {
  it.each([
    ['1.0.0', '1.0.1'],
    ['1.0.0-beta.1', '1.0.0'],
    ['1.2.3+build', '1.2.4'],
    ['1.0.99999999999999999999', '1.0.100000000000000000000'],
  ])('comes after %s as %s', (version, next) => {
    expect(nextPatch(version)).toBe(next);
  });
});

// npm reads a number as a double, and takes the largest safe one for text in a pre-release.
const number = fc
  .oneof(
    fc.nat({ max: 12 }),
    fc.maxSafeNat().map((value) => Math.floor(value / 2)),
  )
  .map(String);
const part = fc.oneof(number, fc.stringMatching(/^[0-9A-Za-z-]{1,6}$/));
const parts = fc.array(part, { maxLength: 2 }).map((list) => list.join('.'));
/** Versions, and texts that look like them. */
const likelyVersion = fc
  .tuple(number, number, number, parts, parts)
  .map(([major, minor, patch, prerelease, build]) =>
    [`${major}.${minor}.${patch}`, prerelease && `-${prerelease}`, build && `+${build}`].join(''),
  );

describe('the versions that npm can read', () => {
  it('are the same here', () => {
    fc.assert(
      fc.property(likelyVersion, (text) => {
        expect(isVersion(text)).toBe(semver.valid(text) !== null);
      }),
    );
  });

  it('have the same order and the same next patch', () => {
    const version = likelyVersion.filter(isVersion);
    fc.assert(
      fc.property(version, version, (one, other) => {
        expect(isHigher(one, other)).toBe(semver.gt(one, other));
        expect(nextPatch(one)).toBe(semver.inc(one, 'patch'));
      }),
    );
  });
});
