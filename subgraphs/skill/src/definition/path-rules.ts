import { checkPaths } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import { definitionLimits } from './definition-limits.js';

const skillMd = 'SKILL.md';
const isSkillMd = (path: string): boolean => /^skill\.md$/i.test(path);

/**
 * Checks the paths of a skill's files. `SKILL.md` is not one of them: it is written from the definition. `placeOf`
 * returns the place of the nth path in the request.
 */
export function checkFilePaths(paths: readonly string[], placeOf: (index: number) => string): FieldError[] {
  const tooMany = findTooManyFiles(paths.length, placeOf);
  if (tooMany) return [tooMany];
  return checkPaths(paths, [skillMd]).map(({ index, ...fault }) => ({
    ...(isSkillMd(paths[index] ?? '') ? madeOfTheDefinition : fault),
    path: placeOf(index),
  }));
}

const madeOfTheDefinition = {
  code: 'path_reserved',
  message: 'SKILL.md is written from the definition and cannot be one of its files; remove it from them.',
} as const;

/** Finds the fault of a skill with more files than it may have, at the place of the first one too many. */
export function findTooManyFiles(count: number, placeOf: (index: number) => string): FieldError | undefined {
  if (count <= definitionLimits.files) return undefined;
  const message = `A skill may have at most ${definitionLimits.files} files; this has ${count}. Remove some.`;
  return { code: 'too_many', message, path: placeOf(definitionLimits.files) };
}
