import secureJson from 'secure-json-parse';
import { coreErrors } from '../errors/core-errors.js';
import { messageOf } from '../errors/message-of.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const charsetForm = /;\s*charset\s*=\s*"?([^";\s]*)/i;

/**
 * Reads a JSON body. Throws MALFORMED_REQUEST if it is no UTF-8 text, and as {@link parseJsonBody} does, and
 * UNSUPPORTED_MEDIA_TYPE if its media type states another character set.
 */
export function readJsonBody(body: Buffer, mediaType = 'application/json'): unknown {
  const charset = charsetForm.exec(mediaType)?.[1]?.toLowerCase() ?? 'utf-8';
  if (charset !== 'utf-8' && charset !== 'utf8') throw coreErrors.UNSUPPORTED_MEDIA_TYPE({ mediaType });
  return parseJsonBody(decode(body));
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw coreErrors.MALFORMED_REQUEST({ reason: 'The body is not UTF-8 text.' }, { cause });
  }
}

/**
 * Parses a JSON body. Throws MALFORMED_REQUEST with the line of the fault, also for a key that would reach a prototype.
 */
function parseJsonBody(text: string): unknown {
  if (text.trim() === '')
    throw coreErrors.MALFORMED_REQUEST({ reason: 'The body is empty; a JSON document is expected.' });
  try {
    return secureJson.parse(text, { protoAction: 'error', constructorAction: 'error' });
  } catch (error) {
    const message = messageOf(error);
    const place = placeOf(message, text);
    throw coreErrors.MALFORMED_REQUEST(
      { reason: `The body is not a usable JSON document: ${message}` },
      { cause: error, errors: [{ code: 'json', path: '', message, ...place }] },
    );
  }
}

/** V8 reports the offset of the fault; people look for its line. */
function placeOf(message: string, text: string): { line?: number } {
  const offset = /at position (\d+)/.exec(message)?.[1];
  const atEnd = /end of JSON input/.test(message);
  if (offset === undefined && !atEnd) return {};
  const before = text.slice(0, offset === undefined ? text.length : Number(offset));
  return { line: before.split('\n').length };
}
