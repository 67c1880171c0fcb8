import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { readCallerHeaders } from '../caller/caller-headers.js';
import type { Authenticator } from '../caller/identity.js';
import type { Health } from '../health/health.js';
import type { Logger } from '../logging/logger.js';
import { createHttpDurations } from '../metrics/metrics.js';
import { answerClientError } from './client-errors.js';
import { createAccessRules, type AccessOptions, type AccessRules } from './access.js';
import { answerErrorsAsProblems, answerUnroutable } from './answer-errors.js';
import { closeConnectionsOnceDrained } from './close-connections.js';
import { compressAnswers } from './compression.js';
import { controlAccess } from './cors.js';
import { readJsonBody } from './json-body.js';
import { refuseEncodings } from './encodings.js';
import { addMonitoringRoutes } from './monitoring-routes.js';
import { answerUnroutedRequests, maxParamLength } from './methods.js';
import { negotiateAnswers } from './negotiation.js';
import { addRequestCallers } from './request-caller.js';

/** The default limit of a request body, 8 MiB. A route may set another one. */
const defaultBodyLimitBytes = 8 * 1024 * 1024;

/** The maximum time to receive one request. */
const receiveTimeoutMs = 60_000;
const defaultRequestTimeoutMs = 300_000;

export interface HttpServerOptions {
  readonly logger: Logger;
  readonly health: Health;
  readonly metrics: Registry;
  /** Identifies the callers, and may close the monitoring to some. Without it every caller is anonymous. */
  readonly authenticator?: Authenticator | undefined;
  readonly bodyLimitBytes?: number;
  /** The maximum time until the answer, in milliseconds: the deadline of the caller. 300,000 by default. */
  readonly requestTimeoutMs?: number;
  /** The hosts and origins that are answered. Loopback hosts and the own origin by default. */
  readonly access?: AccessOptions | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The hosts and origins that the server answers. Every request is checked by them; an upgrade has to be. */
    access: AccessRules;
  }
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
    // The server refuses requests itself once it closes, by a problem document.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    routerOptions: { maxParamLength },
    frameworkErrors: (error, request, reply) => void answerUnroutable(error, request, reply),
    // The server checks the header itself, so that the answer is a problem document.
    http: { requireHostHeader: false },
  });
  http.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  http.decorate('access', createAccessRules(options.access));
  controlAccess(http, http.access);
  answerUnroutedRequests(http);
  negotiateAnswers(http);
  refuseEncodings(http);
  addRequestCallers(http, {
    timeoutMs: options.requestTimeoutMs ?? defaultRequestTimeoutMs,
    authenticator: options.authenticator,
  });
  http.removeContentTypeParser(['application/json', 'text/plain']);
  http.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    readJsonBody(body, request.headers['content-type']),
  );
  answerErrorsAsProblems(http, options.logger);
  compressAnswers(http);
  closeConnectionsOnceDrained(http);
  measureRequests(http, options.metrics);
  addMonitoringRoutes(http, options);
  return http;
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
