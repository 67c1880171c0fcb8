/**
 * Control, format and private-use characters, halves of surrogate pairs, line separators, noncharacters and ignorables;
 * but no joiner and no variation selector, because scripts and emoji need them.
 */
const invisible =
  /(?!\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{NChar}\p{DI}]/u;
const every = new RegExp(invisible, 'gu');

/** The first character that a reader cannot see or that means something else on another machine, as `U+202E`. */
export function findInvisibleCharacter(text: string): string | undefined {
  return nameOf(invisible.exec(text)?.[0]);
}

/** `text` with each such character written as `\u{202e}`. */
export function escapeInvisibleCharacters(text: string): string {
  return text.replace(every, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The name of a character as Unicode writes it, such as `U+0007`; undefined for none. */
export function nameOf(character: string | undefined): string | undefined {
  return character && `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
