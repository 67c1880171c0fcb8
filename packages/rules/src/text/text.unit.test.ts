import fc from 'fast-check';
import {
  countCharacters,
  findBadCharacter,
  findHalfCharacter,
  findUnstorableCharacter,
  replaceUnstorableCharacters,
} from './characters.js';
import { findInvisibleCharacter } from './invisible-characters.js';
import { quote } from './quote.js';

describe('characters', () => {
  it('are counted as code points, up to just beyond the limit', () => {
    expect(countCharacters('a😀é', 10)).toBe(3);
    expect(countCharacters('😀'.repeat(50), 50)).toBe(50);
    expect(countCharacters('x'.repeat(1_000_000), 5)).toBe(6);
  });

  it.each([
    ['a\u0007', 'U+0007'],
    ['a\u009f', 'U+009F'],
    ['\ud83d', 'U+D83D'],
    ['tab\tline\r\n', undefined],
    ['😀', undefined],
  ])('in %j that no paragraph holds: %s', (text, found) => {
    expect(findBadCharacter(text)).toBe(found);
  });

  it.each([
    ['a\0', 'U+0000', undefined],
    ['\udfff', 'U+DFFF', 'U+DFFF'],
    ['\u0007', undefined, undefined],
  ])('in %j that PostgreSQL or UTF-8 cannot hold: %s, %s', (text, unstorable, half) => {
    expect([findUnstorableCharacter(text), findHalfCharacter(text)]).toEqual([unstorable, half]);
  });

  it('are replaced until a database can hold the text, and no others', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const stored = replaceUnstorableCharacters(text);
        expect(findUnstorableCharacter(stored)).toBeUndefined();
        if (findUnstorableCharacter(text) === undefined) expect(stored).toBe(text);
      }),
    );
  });
});

describe('quote', () => {
  it.each([
    ['plain', '"plain"'],
    ['a "b"\n\\', '"a \\"b\\"\\n\\\\"'],
    ['x\u202ey\u2028\u007f', '"x\\u{202e}y\\u{2028}\\u{7f}"'],
    ['😀'.repeat(81), `"${'😀'.repeat(80)}…"`],
    ['😀'.repeat(80), `"${'😀'.repeat(80)}"`],
  ])('writes %j as %s', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  it('is short, on one line and without a character that cannot be seen, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 400 })), (text) => {
        expect(Array.from(quote(text)).length).toBeLessThanOrEqual(80 * 10 + 3);
        expect(findInvisibleCharacter(quote(text))).toBeUndefined();
      }),
    );
  });
});
