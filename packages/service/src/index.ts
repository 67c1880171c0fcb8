export type { Caller } from './caller/caller.js';
export { readCallerHeaders } from './caller/caller-headers.js';
export type { Authenticator, Identity } from './caller/identity.js';
export { openCaller, runAs, type CallerOptions, type OpenCaller } from './caller/open-caller.js';
export {
  anonymous,
  isReservedSubject,
  platformPrincipal,
  servicePrincipal,
  type Principal,
} from './caller/principal.js';
export { ConfigError, parseConfig } from './config/parse-config.js';
export { accessOptions, settings } from './config/settings.js';
export { coreErrors } from './errors/core-errors.js';
export { defineErrors, type ErrorDefinition, type ErrorFactory } from './errors/define-errors.js';
export { toFieldErrors } from './errors/from-zod.js';
export {
  fromFormattedGraphQLError,
  isDefect,
  toFormattedGraphQLError,
  type ErrorExtensions,
} from './errors/graphql-error.js';
export { messageOf } from './errors/message-of.js';
export {
  httpStatusOf,
  isErrorCategory,
  temporaryHeaders,
  toProblem,
  toServiceError,
  type Problem,
} from './errors/problem.js';
export { maxFaults } from './errors/max-faults.js';
export { ServiceError, type ErrorCategory, type FieldError, type ServiceErrorOptions } from './errors/service-error.js';
export type { GraphQLExecutor, GraphQLExecutorResult, GraphQLRequest } from './graphql/executor.js';
export { Health, type HealthReport, type PartCheck, type PartStatus } from './health/health.js';
export type { AccessOptions, AccessRules } from './http/access.js';
export { chooseMediaType, jsonMediaType, namesMediaType } from './http/negotiation.js';
export { createHttpServer, type HttpServerOptions } from './http/http-server.js';
export { isId, newId, type Clock } from './id.js';
export { Lifecycle, type LifecycleStep } from './lifecycle/lifecycle.js';
export { runService, serviceLifecycle, type BuiltService } from './lifecycle/run-service.js';
export { ListenError, listen, type ServiceApp } from './lifecycle/service-app.js';
export { createLogger, type Logger } from './logging/logger.js';
export { OutageLog, type OutageLogOptions } from './logging/outage-log.js';
export { parseBody, parseParameters } from './http/parse-input.js';
export { invalidBody, malformedParameters, missingBody } from './http/refuse-input.js';
export { writeProblem } from './http/write-problem.js';
export { createMetrics, observeProcess } from './metrics/metrics.js';
export {
  createNeighbour,
  type Neighbour,
  type NeighbourCallOptions,
  type NeighbourOptions,
  type NeighbourRequest,
  type NeighbourResponse,
  type Prove,
} from './neighbour/neighbour.js';
export { findGraphQLAnswer } from './neighbour/graphql-answer.js';
