import { createHash } from 'node:crypto';

// An entity tag (RFC 9110, 8.8.3): an optional W/, then anything but quotes and control characters between quotes.
const tag = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/**
 * Returns a strong entity tag: the definition's digest, which `If-Match` refers to, and a fingerprint of the answer,
 * since the answer also contains data outside the definition (all versions, times).
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
 * Returns the digests that an `If-None-Match` header of a write excludes, `*` for any; undefined without the header. Its
 * tags are compared weakly.
 */
export function toIfNoneMatch(ifNoneMatch: string | undefined): string[] | undefined {
  return toIfMatch(ifNoneMatch?.replace(/W\/(?=")/g, ''));
}

/**
 * Returns the digests that an `If-Match` header allows, `*` for any; undefined without the header. A weak tag is kept
 * unchanged, so that it equals no digest: by strong comparison it never matches.
 */
export function toIfMatch(ifMatch: string | undefined): string[] | undefined {
  if (ifMatch === undefined) return undefined;
  if (ifMatch.trim() === '*') return ['*'];
  return (ifMatch.match(tag) ?? []).map((each) =>
    each.startsWith('W/') ? each : each.slice(1, -1).replace(/-[0-9a-f]{16}$/, ''),
  );
}
