import { escapeInvisibleCharacters } from './invisible-characters.js';

const shownCharacters = 80;

/**
 * Text from outside, written into a message: quoted, on one line, without invisible characters, cut after 80
 * characters.
 */
export function quote(text: string): string {
  // Twice as many code units hold the shown characters and one more, however each is encoded.
  const characters = Array.from(text.slice(0, 2 * shownCharacters + 2));
  const cut = characters.length > shownCharacters;
  const shown = cut ? `${characters.slice(0, shownCharacters).join('')}…` : characters.join('');
  return escapeInvisibleCharacters(JSON.stringify(shown));
}
