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

/** UTF8 where the bytes are UTF-8, else BASE64. */
export function encodingOf(bytes: Uint8Array): FileContent['encoding'] {
  return isUtf8(bytes) ? 'UTF8' : 'BASE64';
}

/** Bytes as text where they are UTF-8, else in base64. */
export function toFileContent(bytes: Uint8Array): FileContent {
  const encoding = encodingOf(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { content: buffer.toString(encoding === 'UTF8' ? 'utf8' : 'base64'), encoding };
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
