import { isUtf8 } from 'node:buffer';
import { findHalfCharacter } from '../text/characters.js';
import { isBase64 } from './base64.js';

/** The content of a file as the contracts carry it. */
export interface FileContent {
  readonly content: string;
  readonly encoding: 'UTF8' | 'BASE64';
}

export interface ContentFault {
  readonly code: 'base64' | 'character';
  readonly message: string;
}

/** Bytes as text where they are UTF-8, else in base64. */
export function toFileContent(bytes: Uint8Array): FileContent {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(bytes)
    ? { content: buffer.toString('utf8'), encoding: 'UTF8' }
    : { content: buffer.toString('base64'), encoding: 'BASE64' };
}

/** The bytes of a content without a fault. */
export function toBytes({ content, encoding }: FileContent): Buffer {
  return Buffer.from(content, encoding === 'BASE64' ? 'base64' : 'utf8');
}

/** How many bytes the content stands for; nothing is decoded. */
export function byteLengthOf({ content, encoding }: FileContent): number {
  return Buffer.byteLength(content, encoding === 'BASE64' ? 'base64' : 'utf8');
}

/** The reason why a content does not stand for bytes in its encoding; undefined where it does. */
export function findContentFault({ content, encoding }: FileContent): ContentFault | undefined {
  if (encoding === 'BASE64') {
    if (isBase64(content)) return undefined;
    return {
      code: 'base64',
      message: 'The content is not base64 (RFC 4648); write it with its padding and no white space.',
    };
  }
  const half = findHalfCharacter(content);
  if (half === undefined) return undefined;
  return { code: 'character', message: `The content holds ${half}, which UTF-8 cannot hold; send the file in base64.` };
}
