import { isDeviceName } from '../names/device-names.js';
import { countCharacters } from '../text/characters.js';
import { findInvisibleCharacter } from '../text/invisible-characters.js';
import { quote } from '../text/quote.js';
import { isGitFolder } from './git-folder.js';
import type { PathFault, PathRule } from './path-fault.js';
import { pathLimits } from './path-limits.js';

type Broken = readonly [code: PathRule, rule: string];

const windowsCharacter = /[<>:"|?*]/;

/**
 * The first rule that keeps a path from naming the same file below a folder on every common disk; undefined for a sound
 * path. The time is bounded, however long the path.
 */
export function findPathFault(path: string): PathFault | undefined {
  if (path === '') return { code: 'path_empty', message: 'A path must not be empty; name a file.' };
  const broken = findBrokenRule(path);
  if (broken) return toFault(`The path ${quote(path)}`, broken);
  const segments = path.split('/');
  for (const segment of segments) {
    const brokenHere = findBrokenSegmentRule(segment);
    if (!brokenHere) continue;
    const part = segments.length === 1 ? 'The path' : `The part ${quote(segment)} of the path`;
    return toFault(`${part} ${quote(path)}`, brokenHere);
  }
  return undefined;
}

function findBrokenRule(path: string): Broken | undefined {
  const { characters, segments: maxSegments } = pathLimits;
  if (countCharacters(path, characters) > characters) {
    return ['path_too_long', `has more than ${characters} characters; use shorter names`];
  }
  const invisible = findInvisibleCharacter(path);
  if (invisible !== undefined) {
    return ['path_character', `holds ${invisible}, a control character or one that cannot be seen; remove it`];
  }
  if (path.includes('\\')) return ['path_backslash', 'holds a backslash; write / between folders'];
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    return ['path_absolute', 'is absolute; write it relative to the folder of all files'];
  }
  const segments = path.split('/');
  if (segments.includes('..') || segments.includes('.')) {
    return ['path_traversal', 'holds a part "." or ".."; write the way to the file without them'];
  }
  if (segments.includes('')) return ['path_segment', 'holds an empty part; write one / between two names'];
  if (segments.length > maxSegments) {
    return ['path_too_deep', `has more than ${maxSegments} parts; use fewer folders`];
  }
  // macOS and Linux differ in the form that they keep, so a name would change on its way.
  if (path.normalize('NFC') !== path)
    return ['path_form', 'is not in Unicode form NFC; write it with composed letters'];
  return undefined;
}

function findBrokenSegmentRule(segment: string): Broken | undefined {
  if (Buffer.byteLength(segment) > pathLimits.segmentBytes) {
    return ['path_too_long', `has more than ${pathLimits.segmentBytes} bytes; use a shorter name`];
  }
  const character = windowsCharacter.exec(segment)?.[0];
  if (character !== undefined) {
    return ['path_character', `holds ${character}, which Windows does not allow in names; remove it`];
  }
  if (/^ |[. ]$/.test(segment)) {
    return ['path_segment', 'begins with a space, or ends with a dot or a space, which Windows drops; remove it'];
  }
  if (isDeviceName(segment)) {
    return ['path_reserved', 'is a name that Windows keeps for a device; choose another name'];
  }
  if (isGitFolder(segment)) return ['path_reserved', 'is a folder that Git obeys; choose another name'];
  return undefined;
}

function toFault(subject: string, [code, rule]: Broken): PathFault {
  return { code, message: `${subject} ${rule}.` };
}
