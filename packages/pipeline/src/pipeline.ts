import {
  toFormattedGraphQLError,
  type Caller,
  type GraphQLExecutor,
  type GraphQLExecutorResult,
  type Logger,
  type GraphQLRequest,
} from '@skillwright/service';
import type { GraphQLFormattedError } from 'graphql';
import type { ScopeRules } from './scopes/scope-rules.js';
import type { Engine } from './engine/engine.js';
import type { SubscribeOperation } from './engine/subscribe-operation.js';
import { pipelineErrors } from './errors.js';
import { answerIntrospection } from './stages/answer-introspection.js';
import { authoriseOperation } from './stages/authorise-operation.js';
import { boundOperation, operationLimits } from './stages/bound-operation.js';
import { executeOperation } from './stages/execute-operation.js';
import { createErrorFormat, type ErrorFormatter } from './stages/format-errors.js';
import { costLimits, measureOperation, type CostLimits } from './stages/measure-operation.js';
import type { OperationSize } from './stages/operation-size.js';
import { receiveRequest } from './stages/receive-request.js';
import { resolveOperation, type OperationKind } from './stages/resolve-operation.js';
import { subscribeOperation, type ResultStream, type StreamDoor } from './stages/subscribe-operation.js';
import { validateOperation } from './stages/validate-operation.js';

/** The limits of an operation: of its text, and of the answer that it may have. */
export type OperationLimits = OperationSize & CostLimits;

export interface PipelineOptions {
  readonly engine: Engine;
  /** Serves subscriptions. Without it they are refused. */
  readonly subscribe?: SubscribeOperation | undefined;
  /** The rules that say who may use which fields. Without them everybody may use everything. */
  readonly scopeRules?: ScopeRules | undefined;
  readonly limits?: Partial<OperationLimits>;
  readonly formatError?: ErrorFormatter;
  readonly logger: Logger;
}

/** The rules of one door. */
export interface Door {
  /** The kinds of operation that the door accepts. All others are refused. */
  readonly allowed: ReadonlySet<OperationKind>;
  /** The way in which the door follows subscriptions. Required if it accepts them. */
  readonly stream?: StreamDoor;
}

/** The outcome of an operation: an answer, a stream, or errors instead of both. */
export type Outcome =
  | { readonly kind: 'answered'; readonly result: GraphQLExecutorResult }
  | { readonly kind: 'streaming'; readonly stream: ResultStream }
  | { readonly kind: 'failed'; readonly errors: readonly GraphQLFormattedError[] };

export interface Pipeline {
  /** Takes untrusted input through every stage. Its text is parsed here. Never rejects. */
  run(request: unknown, caller: Caller, door: Door): Promise<Outcome>;
  /** Takes a request through every stage, with a document that the server of a protocol has parsed. Never rejects. */
  runParsed(request: GraphQLRequest, caller: Caller, door: Door): Promise<Outcome>;
  /** The door for callers in this process. It accepts queries and mutations. */
  readonly execute: GraphQLExecutor;
}

const inProcess: Door = { allowed: new Set(['query', 'mutation']) };

/** Creates a pipeline: the one way of an operation from any door to the engine. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { engine, subscribe, scopeRules, logger } = options;
  const execute = answerIntrospection(engine);
  const limits = { ...operationLimits, ...costLimits, ...options.limits };
  const format = createErrorFormat(options.formatError ?? toFormattedGraphQLError, logger);

  async function runFrom(receive: () => GraphQLRequest, caller: Caller, door: Door): Promise<Outcome> {
    try {
      const operation = resolveOperation(receive(), door.allowed);
      boundOperation(operation, limits);
      const variables = validateOperation(engine.schema, operation);
      measureOperation(engine.schema, operation, variables, limits);
      const authorised = authoriseOperation(operation, caller, { schema: engine.schema, scopeRules, variables });
      if (operation.definition.operation !== 'subscription') {
        return toOutcome(await executeOperation(execute, authorised, caller, format));
      }
      if (!subscribe || !door.stream) throw pipelineErrors.SUBSCRIPTION_NOT_SERVED();
      const stream = await subscribeOperation(subscribe, authorised, caller, { door: door.stream, format });
      return { kind: 'streaming', stream };
    } catch (error) {
      return { kind: 'failed', errors: format(error, caller) };
    }
  }

  return {
    run: (request, caller, door) => runFrom(() => receiveRequest(request), caller, door),
    runParsed: (request, caller, door) => runFrom(() => request, caller, door),
    execute: async (request, caller) => {
      const outcome = await runFrom(() => request, caller, inProcess);
      if (outcome.kind === 'streaming') throw new TypeError('a door without subscriptions got a stream');
      return outcome.kind === 'answered' ? outcome.result : { errors: outcome.errors };
    },
  };
}

/** An engine that answers with errors alone has executed nothing. */
function toOutcome(result: GraphQLExecutorResult): Outcome {
  if (result.data === undefined && result.errors) return { kind: 'failed', errors: result.errors };
  return { kind: 'answered', result };
}
