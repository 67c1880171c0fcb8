import picomatch from 'picomatch';

const maxPatterns = 100;
const maxPatternLength = 500;

/** Whether a path, relative to the folder of its configuration, is meant. */
export type Matches = (path: string) => boolean;

/**
 * The files of an `overrides` entry, matched as Prettier does: a pattern without a slash by the file's name in any
 * folder. Returns `undefined` for anything but a string or a list of strings within bounds.
 */
export function compileGlobs(files: unknown, excludeFiles: unknown): Matches | undefined {
  const patterns = toPatterns(files);
  const ignore = toPatterns(excludeFiles ?? []);
  if (!patterns || !ignore || patterns.length === 0) return undefined;
  const byName = patterns.filter((pattern) => !pattern.includes('/'));
  const byPath = patterns.filter((pattern) => pattern.includes('/'));
  const matchers = [
    ...(byName.length > 0 ? [picomatch(byName, { ignore, basename: true, dot: true })] : []),
    ...(byPath.length > 0 ? [picomatch(byPath, { ignore, basename: false, dot: true })] : []),
  ];
  return (path) => matchers.some((matches) => matches(path));
}

/** The files of a section of `.editorconfig`; `undefined` for a pattern that is out of bounds. */
export function compileSection(pattern: string): Matches | undefined {
  if (pattern === '' || pattern.length > maxPatternLength) return undefined;
  const whole = pattern.startsWith('/') ? pattern.slice(1) : pattern.includes('/') ? pattern : `**/${pattern}`;
  // `**` means any characters there, also where it is only a part of a name.
  return picomatch(whole.replace(/(?<=[^/])\*\*|\*\*(?=[^/])/g, '{*,**/*}'), { dot: true });
}

function toPatterns(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const isFit = list.length <= maxPatterns && list.every(isPattern);
  return isFit ? (list as string[]) : undefined;
}

function isPattern(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= maxPatternLength;
}
