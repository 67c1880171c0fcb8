import type { FieldError } from '@skillwright/service';
import { definitionLimits } from './definition-limits.js';
import { countCharacters, quote } from './text-rules.js';

/** Names that Windows keeps for devices, whatever their extension. */
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** Control characters, halves of surrogate pairs, line separators, and marks that turn the reading direction. */
const hiddenCharacter = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** Checks the paths of a skill's files, each for itself and all together; `placeOf` tells where the nth stands. */
export function checkPaths(paths: readonly string[], placeOf: (index: number) => string): FieldError[] {
  if (paths.length > definitionLimits.files) {
    const message = `A skill may have at most ${definitionLimits.files} files; this has ${paths.length}.`;
    return [{ code: 'too_many', message, path: placeOf(definitionLimits.files) }];
  }
  const sound: { path: string; place: string }[] = [];
  const faults: FieldError[] = [];
  paths.forEach((path, index) => {
    const fault = findPathFault(path);
    if (fault) faults.push({ ...fault, path: placeOf(index) });
    else sound.push({ path, place: placeOf(index) });
  });
  return [...faults, ...findClashes(sound)];
}

function findPathFault(path: string): Pick<FieldError, 'code' | 'message'> | undefined {
  if (path === '') return { code: 'path_empty', message: 'A path must not be empty.' };
  if (countCharacters(path, definitionLimits.pathCharacters) > definitionLimits.pathCharacters) {
    return { code: 'path_too_long', message: `A path may have at most ${definitionLimits.pathCharacters} characters.` };
  }
  const shown = quote(path);
  const segments = path.split('/');
  if (hiddenCharacter.test(path)) {
    return { code: 'path_character', message: `The path ${shown} holds a control character or an invisible mark.` };
  }
  if (path.includes('\\')) return { code: 'path_backslash', message: `The path ${shown} holds a backslash; use /.` };
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    return { code: 'path_absolute', message: `The path ${shown} is absolute; paths are relative to the skill.` };
  }
  if (segments.includes('..') || segments.includes('.')) {
    return { code: 'path_traversal', message: `The path ${shown} holds a segment "." or "..".` };
  }
  if (segments.includes('')) return { code: 'path_segment', message: `The path ${shown} holds an empty segment.` };
  return findSegmentFault(segments, shown);
}

function findSegmentFault(segments: readonly string[], shown: string) {
  if (segments.some((segment) => Buffer.byteLength(segment) > definitionLimits.segmentBytes)) {
    const message = `The path ${shown} has a segment of more than ${definitionLimits.segmentBytes} bytes.`;
    return { code: 'path_too_long', message };
  }
  if (segments.some((segment) => /[. ]$/.test(segment))) {
    return { code: 'path_segment', message: `The path ${shown} has a segment that ends with a dot or a space.` };
  }
  if (segments.some((segment) => deviceName.test(segment))) {
    return { code: 'path_reserved', message: `The path ${shown} holds a name that Windows keeps for devices.` };
  }
  if (segments.some((segment) => /^\.git$/i.test(segment))) {
    return { code: 'path_reserved', message: `The path ${shown} lies in a .git folder, which git would obey.` };
  }
  if (segments.length === 1 && /^skill\.md$/i.test(segments[0] ?? '')) {
    return { code: 'path_reserved', message: 'SKILL.md is made of the definition and cannot be one of its files.' };
  }
  return undefined;
}

/** Duplicates (also by case or by Unicode form), and files that are folders of others. */
function findClashes(files: readonly { path: string; place: string }[]): FieldError[] {
  const first = new Map<string, string>();
  for (const { path } of files) if (!first.has(fold(path))) first.set(fold(path), path);
  const seen = new Set<string>();
  return files.flatMap(({ path, place }) => {
    const folded = fold(path);
    if (seen.has(folded)) {
      const message = `The path ${quote(path)} is the same as ${quote(first.get(folded) ?? path)}: case does not count.`;
      return [{ code: 'path_duplicate', message, path: place }];
    }
    seen.add(folded);
    const folder = foldersOf(folded).find((candidate) => first.has(candidate));
    if (folder === undefined) return [];
    const message = `The path ${quote(path)} needs a folder where ${quote(first.get(folder) ?? folder)} is a file.`;
    return [{ code: 'path_duplicate', message, path: place }];
  });
}

/** One form for all spellings that a file system without case may take for the same file. */
const fold = (path: string): string => path.normalize('NFC').toUpperCase().toLowerCase();

function foldersOf(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}
