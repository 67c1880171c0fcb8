import semver from 'semver';

/** Whether `text` is a semantic version, written exactly so that it can name a folder. */
export function isVersion(text: string): boolean {
  return (
    text.length <= 256 && /^[\dA-Za-z.+-]+$/.test(text) && semver.parse(text)?.raw === text && !text.startsWith('v')
  );
}

/** Whether `version` comes after `other`; versions that differ in build metadata alone are ordered by that. */
export function isNewer(version: string, other: string): boolean {
  return semver.compareBuild(version, other) > 0;
}
