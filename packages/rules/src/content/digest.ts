import { createHash } from 'node:crypto';

/** The SHA-256 of some bytes (a text counts as UTF-8), as 64 hex digits. */
export function sha256Of(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The digest of some bytes as the contracts write it: `sha256:` and 64 hex digits. */
export function digestOf(bytes: string | Uint8Array): string {
  return `sha256:${sha256Of(bytes)}`;
}
