import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { coreErrors } from '../errors/core-errors.js';
import { temporaryHeaders, toProblem, toServiceError } from '../errors/problem.js';
import { ServiceError } from '../errors/service-error.js';
import type { Logger } from '../logging/logger.js';

/** Answers every error of a server by a problem document, and logs defects under the request id that the client gets. */
export function answerErrorsAsProblems(http: FastifyInstance, logger: Logger): void {
  http.setErrorHandler((error: FastifyError, request, reply) => {
    const known = fromFastifyError(error, request, http);
    if (known.category === 'internal') {
      logger.error(
        { err: error, request_id: request.id, method: request.method, url: request.url },
        'a request failed',
      );
    }
    // The rest of the body is read and dropped. Closing the connection would lose the answer.
    if (known.category === 'too_large' || known.category === 'unsupported_media_type') reply.removeHeader('connection');
    return sendProblem(known, request, reply);
  });
}

/** Answers a request whose address the router cannot read, by the rules of the server for hosts and origins first. */
export function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('x-request-id', request.id);
  try {
    request.server.access.check(request.raw);
    return sendProblem(fromFastifyError(error, request, request.server), request, reply);
  } catch (refusal) {
    return sendProblem(toServiceError(refusal), request, reply);
  }
}

function sendProblem(error: ServiceError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error, request.id);
  if (error.retryable) reply.headers(temporaryHeaders(problem.status));
  return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Converts Fastify's own refusals (bad JSON, too large, wrong media type) to registered errors. */
function fromFastifyError(error: FastifyError, request: FastifyRequest, http: FastifyInstance): ServiceError {
  if (error instanceof ServiceError) return error;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return coreErrors.BODY_TOO_LARGE({ limitBytes: request.routeOptions.bodyLimit ?? http.initialConfig.bodyLimit });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return coreErrors.UNSUPPORTED_MEDIA_TYPE({ mediaType: request.headers['content-type'] ?? '(none given)' });
    case 'FST_ERR_BAD_URL':
      return coreErrors.MALFORMED_REQUEST({ reason: 'The percent-encoding of the path is broken.' });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return coreErrors.MALFORMED_REQUEST({ reason: 'A part of the path is too long.' });
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return coreErrors.MALFORMED_REQUEST({ reason: error.message });
  if (status === 503) return coreErrors.SHUTTING_DOWN();
  return toServiceError(error);
}
