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

/** What is wrong with the characters of one-paragraph text: control characters and halves of surrogate pairs. */
export function findBadCharacter(text: string): string | undefined {
  return describe(/[^\P{Cc}\t\r\n]|\p{Cs}/u.exec(text)?.[0]);
}

/** What no text can hold that is stored as UTF-8 in PostgreSQL: NUL, and halves of surrogate pairs. */
export function findUnstorableCharacter(text: string): string | undefined {
  return describe(/\0|\p{Cs}/u.exec(text)?.[0]);
}

/** The first half of a surrogate pair that stands alone: no UTF-8 can hold it. */
export function findHalfCharacter(text: string): string | undefined {
  return describe(/\p{Cs}/u.exec(text)?.[0]);
}

/** Writes text of others into a message: quoted, escaped, and cut to a length that can be read. */
export function quote(text: string): string {
  const characters = Array.from(text.slice(0, 200));
  return JSON.stringify(characters.length > 80 ? `${characters.slice(0, 80).join('')}…` : characters.join(''));
}

function describe(character: string | undefined): string | undefined {
  return character && `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
