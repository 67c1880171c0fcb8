import { isUtf8 } from 'node:buffer';

/** Bytes as the contract shows them: as text where they are UTF-8, else in base64. */
export function toContent(bytes: Uint8Array): { content: string; encoding: 'UTF8' | 'BASE64' } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(bytes)
    ? { content: buffer.toString('utf8'), encoding: 'UTF8' }
    : { content: buffer.toString('base64'), encoding: 'BASE64' };
}
