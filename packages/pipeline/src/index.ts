export { AnswerBudget, defaultAnswerValues } from './engine/answer-budget.js';
export { withoutScopeDirectives } from './scopes/scope-directives.js';
export { ScopeRules } from './scopes/scope-rules.js';
export { cancellable, type CancellableStream } from './engine/cancellable-stream.js';
export type { Engine, EngineResult, ExecuteOperation } from './engine/engine.js';
export type { ResolvedOperation } from './engine/resolved-operation.js';
export type { StreamedResult, SubscribeOperation, SubscribeOptions } from './engine/subscribe-operation.js';
export { pipelineErrors } from './errors.js';
export { toApolloLogger } from './http/apollo-logger.js';
export { graphqlMediaTypes } from './http/apollo-plugins.js';
export { createGraphQLOverHttp, type GraphQLOverHttp, type StreamAnswer } from './http/graphql-over-http.js';
export {
  createPipeline,
  type Door,
  type OperationLimits,
  type Outcome,
  type Pipeline,
  type PipelineOptions,
} from './pipeline.js';
export type { ErrorFormatter } from './stages/format-errors.js';
export { operationLimits } from './stages/bound-operation.js';
export { FormattedErrors } from './stages/formatted-errors.js';
export { costLimits } from './stages/measure-operation.js';
export { parseRequestText, type RequestText } from './stages/receive-request.js';
export { resolveOperation, type OperationKind } from './stages/resolve-operation.js';
export type { ResultStream, StreamDoor } from './stages/subscribe-operation.js';
