import fc from 'fast-check';
import { decodeBase64, isBase64 } from './base64.js';
import { digestOf } from './digest.js';
import { byteLengthOf, findContentFault, toBytes, toFileContent } from './file-content.js';

describe('base64', () => {
  it.each(['', 'AA==', 'AAA=', 'AAAA', '+/+/'])('is %j', (text) => {
    expect(isBase64(text)).toBe(true);
  });

  it.each(['A', 'AA', 'AAA', 'AA=A', 'A===', 'AA==\n', ' AA==', '-_-_', 'no base64!'])('is not %j', (text) => {
    expect(isBase64(text)).toBe(false);
    expect(decodeBase64(text)).toBeUndefined();
  });

  it('gives back the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(Buffer.from(bytes));
      }),
    );
  });
});

describe('the content of a file', () => {
  it('is text where the bytes are UTF-8, and base64 elsewhere', () => {
    expect(toFileContent(Buffer.from('ä\0'))).toEqual({ content: 'ä\0', encoding: 'UTF8' });
    expect(toFileContent(Buffer.from([0xff]))).toEqual({ content: '/w==', encoding: 'BASE64' });
  });

  it('gives back any bytes, and their length', () => {
    const anyBytes = fc.oneof(
      fc.uint8Array(),
      fc.string().map((text) => new Uint8Array(Buffer.from(text))),
    );
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const content = toFileContent(bytes);
        expect(findContentFault(content)).toBeUndefined();
        expect(byteLengthOf(content)).toBe(bytes.length);
        expect(toBytes(content)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each([
    [{ content: '%', encoding: 'BASE64' }, 'base64'],
    [{ content: 'a\ud800', encoding: 'UTF8' }, 'character'],
  ] as const)('has a fault in %j: %s', (content, code) => {
    expect(findContentFault(content)?.code).toBe(code);
  });
});

describe('digestOf', () => {
  it('is the SHA-256 of the bytes', () => {
    const empty = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect([digestOf(''), digestOf(new Uint8Array())]).toEqual([empty, empty]);
  });
});
