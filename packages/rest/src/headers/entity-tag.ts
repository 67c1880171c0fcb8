import { createHash } from 'node:crypto';

// An entity tag (RFC 9110, 8.8.3): an optional W/, then anything but quotes and controls between quotes.
const tag = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/**
 * A strong entity tag: the definition's digest, by which `If-Match` protects it, then the answer's own fingerprint, since
 * the answer also holds what is not in the definition (all versions, times).
 */
export function entityTag(digest: string, answer: unknown): string {
  const fingerprint = createHash('sha256').update(JSON.stringify(answer)).digest('hex').slice(0, 16);
  return `"${digest}-${fingerprint}"`;
}

/** Whether an `If-None-Match` header names `etag`, by weak comparison. */
export function matchesEntityTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return (ifNoneMatch.match(tag) ?? []).some((candidate) => candidate.replace(/^W\//, '') === etag);
}

/** Whether a header is `*` or a list of entity tags. */
export function isTagList(header: string): boolean {
  return header.trim() === '*' || (header.search(tag) >= 0 && /^[\s,]*$/.test(header.replace(tag, '')));
}

/**
 * The digests that an `If-Match` header allows, `*` for any; undefined without the header. A weak tag never matches
 * (strong comparison), so it stays as it is and equals no digest.
 */
export function toIfMatch(ifMatch: string | undefined): string[] | undefined {
  if (ifMatch === undefined) return undefined;
  if (ifMatch.trim() === '*') return ['*'];
  return (ifMatch.match(tag) ?? []).map((each) =>
    each.startsWith('W/') ? each : each.slice(1, -1).replace(/-[0-9a-f]{16}$/, ''),
  );
}
