import type { ServiceError } from '../errors/service-error.js';

/** Returns the `WWW-Authenticate` header of an answer with the status 401 (RFC 6750). */
export function challengeOf(refusal: ServiceError | undefined): string {
  const realm = 'Bearer realm="skillwright"';
  if (!refusal) return realm;
  const description = refusal.message.replace(/[^\x20-\x7e]|["\\]/g, "'");
  return `${realm}, error="invalid_token", error_description="${description}"`;
}
