import type { FastifyInstance } from 'fastify';
import { coreErrors } from '../errors/core-errors.js';

/**
 * Refuses bodies with a content encoding, such as gzip, and addresses that are no UTF-8 text once they are decoded, or
 * contain a NUL character. The router decodes the path, but not the query.
 */
export function refuseEncodings(http: FastifyInstance): void {
  http.addHook('onRequest', async (request, reply) => {
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
      reply.header('accept-encoding', 'identity');
      throw coreErrors.UNSUPPORTED_ENCODING({ encoding: encoding.slice(0, 100) });
    }
    const fault = findAddressFault(request.url);
    if (fault !== undefined) throw coreErrors.MALFORMED_REQUEST({ reason: fault });
  });
}

function findAddressFault(url: string): string | undefined {
  if (!url.includes('%')) return undefined;
  try {
    return decodeURIComponent(url).includes('\0') ? 'The address contains a NUL character.' : undefined;
  } catch {
    return 'The percent-encoding of the address is broken.';
  }
}
