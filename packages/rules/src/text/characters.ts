import { nameOf } from './invisible-characters.js';

const unstorable = /\0|\p{Cs}/u;
const everyUnstorable = new RegExp(unstorable, 'gu');

/** How many code points `text` has, counted no further than just beyond `limit`. */
export function countCharacters(text: string, limit: number): number {
  if (text.length <= limit) return Array.from(text).length;
  let count = 0;
  for (const _ of text) {
    count += 1;
    if (count > limit) break;
  }
  return count;
}

/** The first control character (tab and line break excepted) or half of a surrogate pair, as `U+0007`. */
export function findBadCharacter(text: string): string | undefined {
  return nameOf(/[^\P{Cc}\t\r\n]|\p{Cs}/u.exec(text)?.[0]);
}

/** The first half of a surrogate pair that stands alone, as `U+D800`: UTF-8 cannot hold it. */
export function findHalfCharacter(text: string): string | undefined {
  return nameOf(/\p{Cs}/u.exec(text)?.[0]);
}

/** The first character that a text column of PostgreSQL cannot hold: NUL, or half of a surrogate pair. */
export function findUnstorableCharacter(text: string): string | undefined {
  return nameOf(unstorable.exec(text)?.[0]);
}

/** `text` with U+FFFD in the place of each character that PostgreSQL cannot hold. */
export function replaceUnstorableCharacters(text: string): string {
  return text.replace(everyUnstorable, '\ufffd');
}
