import { authErrors } from '../errors.js';

/** A token is refused above this size before anything of it is read. */
export const maxTokenBytes = 8 * 1024;
/** The algorithms with which a token can be signed. */
export const algorithms: readonly string[] = ['EdDSA', 'ES256', 'RS256'];

/** The parts of a token that decide which key has to verify it. Nothing of it is trusted yet. */
export interface UnverifiedToken {
  readonly issuer: unknown;
  readonly algorithm: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The header parameters by which a token would bring its own key (RFC 7515), or change how it is read. */
const refusedParameters = ['jku', 'x5u', 'jwk', 'x5c', 'crit', 'b64', 'zip', 'enc'];
const compactForm = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]*$/;

/**
 * Reads a JWT (RFC 7519, compact form) without verifying it. Throws UNAUTHENTICATED if it is too large or malformed, if
 * a name occurs twice, or if its header is refused.
 */
export function readToken(token: string): UnverifiedToken {
  if (token.length > maxTokenBytes) throw refuse(`The token is larger than ${maxTokenBytes} bytes.`);
  const [, header, payload] = compactForm.exec(token) ?? [];
  if (header === undefined || payload === undefined) throw refuse('The token is not a JWT.');
  const { alg, ...parameters } = parsePart(header);
  const refused = refusedParameters.find((name) => Object.hasOwn(parameters, name));
  if (refused) throw refuse(`The token's header has the parameter ${refused}, which is not accepted.`);
  if (typeof alg !== 'string' || !algorithms.includes(alg)) {
    throw refuse(`The token is not signed by one of the algorithms ${algorithms.join(', ')}.`);
  }
  return { issuer: parsePart(payload)['iss'], algorithm: alg };
}

function parsePart(part: string): JsonObject {
  const text = Buffer.from(part, 'base64url').toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refuse('The token is not a JWT.', cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse('The token is not a JWT.');
  // JSON.parse keeps the last of several values; another reader of the same token may keep the first.
  if (keysIn(text) !== countKeys(value)) throw refuse('The token has a name that occurs twice.');
  return value as JsonObject;
}

/** Counts the names in a JSON text: the strings before a colon. */
function keysIn(text: string): number {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;
}

/** Counts the names in a value, level by level: a token may nest deeper than functions may. */
function countKeys(value: unknown): number {
  let count = 0;
  let level = [value];
  while (level.length > 0) {
    const objects = level.filter((each): each is object => typeof each === 'object' && each !== null);
    for (const each of objects) count += Array.isArray(each) ? 0 : Object.keys(each).length;
    level = objects.flatMap((each) => Object.values(each) as unknown[]);
  }
  return count;
}

/** Returns the refusal of a token. */
export const refuse = (reason: string, cause?: unknown) => authErrors.UNAUTHENTICATED({ reason }, { cause });
