import { compareText } from '../text/compare-text.js';
import { quote } from '../text/quote.js';

/** A version in its parts; numbers stay text, because semver.org gives them no bound. */
interface Version {
  readonly core: readonly [major: string, minor: string, patch: string];
  readonly prerelease: readonly string[];
  readonly build: string;
}

export interface VersionFault {
  readonly code: 'semver';
  readonly message: string;
}

/** A version names a folder and stands in URLs; semver.org calls 255 characters overkill. */
const maxCharacters = 128;

const number = '(?:0|[1-9]\\d*)';
const prereleasePart = `(?:${number}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
const form = new RegExp(
  `^(${number})\\.(${number})\\.(${number})` +
    `(?:-(${prereleasePart}(?:\\.${prereleasePart})*))?` +
    '(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?$',
);

/**
 * Whether `text` is a version as Semantic Versioning 2.0.0 writes it, build metadata included; at most 128 characters.
 */
export function isVersion(text: string): boolean {
  return findVersion(text) !== undefined;
}

/** The fault of a text that is not a version; undefined for a version. */
export function findVersionFault(text: string): VersionFault | undefined {
  if (isVersion(text)) return undefined;
  const remedy = `write three numbers, such as 1.4.0 or 2.0.0-beta.1, in at most ${maxCharacters} characters`;
  return { code: 'semver', message: `The version ${quote(text)} is not semantic; ${remedy}.` };
}

/**
 * Whether `version` has a higher precedence than `other` (semver.org, rule 11; build metadata does not count).
 * Throws TypeError for a text that is not a version.
 */
export function isHigher(version: string, other: string): boolean {
  return comparePrecedence(parse(version), parse(other)) > 0;
}

/**
 * A total order for sorting: by precedence, and where that is equal by build metadata, so that all replicas choose
 * alike. Throws TypeError for a text that is not a version.
 */
export function compareVersions(version: string, other: string): number {
  const [a, b] = [parse(version), parse(other)];
  return comparePrecedence(a, b) || compareText(a.build, b.build);
}

/** The next patch; of a pre-release, its release. Throws TypeError for a text that is not a version. */
export function nextPatch(version: string): string {
  const { core, prerelease } = parse(version);
  const [major, minor, patch] = core;
  return `${major}.${minor}.${prerelease.length > 0 ? patch : String(BigInt(patch) + 1n)}`;
}

function findVersion(text: string): Version | undefined {
  if (text.length > maxCharacters) return undefined;
  const [, major, minor, patch, prerelease = '', build = ''] = form.exec(text) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  return { core: [major, minor, patch], prerelease: prerelease === '' ? [] : prerelease.split('.'), build };
}

function parse(text: string): Version {
  const version = findVersion(text);
  if (!version) throw new TypeError(`${quote(text)} is not a semantic version`);
  return version;
}

function comparePrecedence(a: Version, b: Version): number {
  const [major, minor, patch] = a.core.map((part, index) => compareNumbers(part, b.core[index] ?? ''));
  return major || minor || patch || comparePrereleases(a.prerelease, b.prerelease);
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = comparePrereleaseParts(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function comparePrereleaseParts(a: string, b: string): number {
  const [aIsNumber, bIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  return aIsNumber ? compareNumbers(a, b) : compareText(a, b);
}

/** Of numbers without leading zeros, the longer is the higher. */
function compareNumbers(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}
