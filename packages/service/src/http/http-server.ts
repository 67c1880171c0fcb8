import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { readCallerHeaders } from '../caller/caller-headers.js';
import { coreErrors } from '../errors/core-errors.js';
import { temporaryHeaders, toProblem, toServiceError } from '../errors/problem.js';
import { ServiceError } from '../errors/service-error.js';
import type { Health } from '../health/health.js';
import type { Logger } from '../logging/logger.js';
import { createHttpDurations } from '../metrics/metrics.js';
import { closeConnectionsOnceDrained } from './close-connections.js';
import { parseJsonBody } from './json-body.js';
import { addRequestCallers } from './request-caller.js';

/** The default limit of a request body, 8 MiB. A route may set another one. */
export const defaultBodyLimitBytes = 8 * 1024 * 1024;

/** The maximum time to receive one request. */
const receiveTimeoutMs = 60_000;
const defaultRequestTimeoutMs = 300_000;

export interface HttpServerOptions {
  readonly logger: Logger;
  readonly health: Health;
  readonly metrics: Registry;
  readonly bodyLimitBytes?: number;
  /** The maximum time until the answer, in milliseconds: the deadline of the caller. 300,000 by default. */
  readonly requestTimeoutMs?: number;
}

/**
 * Creates a Fastify server with the behaviour that all services share: a caller for each request, request ids in and
 * out, problem documents (RFC 9457) for every error, `/healthz`, `/readyz` and `/metrics`. It does not listen yet.
 */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const http = fastify({
    bodyLimit: options.bodyLimitBytes ?? defaultBodyLimitBytes,
    requestTimeout: receiveTimeoutMs,
    genReqId: (request) => readCallerHeaders(request.headers).requestId,
    return503OnClosing: true,
  });
  http.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  addRequestCallers(http, { timeoutMs: options.requestTimeoutMs ?? defaultRequestTimeoutMs });
  http.removeContentTypeParser(['application/json', 'text/plain']);
  http.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request: unknown, body: string) =>
    parseJsonBody(body),
  );
  answerErrorsAsProblems(http, options.logger);
  closeConnectionsOnceDrained(http);
  measureRequests(http, options.metrics);
  addOperationalRoutes(http, options);
  return http;
}

function answerErrorsAsProblems(http: FastifyInstance, logger: Logger): void {
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
    const problem = toProblem(known, request.id);
    if (known.retryable) reply.headers(temporaryHeaders(problem.status));
    return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  });
  http.setNotFoundHandler((request) => {
    throw coreErrors.NOT_FOUND({ method: request.method, path: request.url.split('?')[0] ?? request.url });
  });
}

/** Converts Fastify's own refusals (bad JSON, too large, wrong media type) to registered errors. */
function fromFastifyError(error: FastifyError, request: FastifyRequest, http: FastifyInstance): ServiceError {
  if (error instanceof ServiceError) return error;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return coreErrors.BODY_TOO_LARGE({ limitBytes: http.initialConfig.bodyLimit ?? defaultBodyLimitBytes });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return coreErrors.UNSUPPORTED_MEDIA_TYPE({ mediaType: request.headers['content-type'] ?? '(none given)' });
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return coreErrors.MALFORMED_REQUEST({ reason: error.message });
  if (status === 503) return coreErrors.SHUTTING_DOWN();
  return toServiceError(error);
}

function measureRequests(http: FastifyInstance, metrics: Registry): void {
  const durations = createHttpDurations(metrics);
  http.addHook('onResponse', async (request, reply) => {
    durations.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
}

function addOperationalRoutes(http: FastifyInstance, { health, metrics }: HttpServerOptions): void {
  http.get('/healthz', async () => ({ status: 'ok' }));
  http.get('/readyz', async (_request, reply) => {
    const report = await health.report();
    return reply.status(report.status === 'ready' ? 200 : 503).send(report);
  });
  http.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
}
