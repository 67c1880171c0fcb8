import {
  toFormattedGraphQLError,
  type Caller,
  type GraphQLExecutor,
  type GraphQLExecutorResult,
  type Logger,
  type GraphQLRequest,
} from '@skillwright/service';
import type { GraphQLFormattedError } from 'graphql';
import type { Engine } from './engine/engine.js';
import type { SubscribeOperation } from './engine/subscribe-operation.js';
import { pipelineErrors } from './errors.js';
import { authoriseOperation } from './stages/authorise-operation.js';
import { executeOperation } from './stages/execute-operation.js';
import { createErrorFormat, type ErrorFormatter } from './stages/format-errors.js';
import { measureOperation, operationLimits } from './stages/measure-operation.js';
import type { OperationSize } from './stages/operation-size.js';
import { receiveRequest } from './stages/receive-request.js';
import { resolveOperation, type OperationKind } from './stages/resolve-operation.js';
import { subscribeOperation, type ResultStream, type StreamDoor } from './stages/subscribe-operation.js';
import { validateOperation } from './stages/validate-operation.js';

export interface PipelineOptions {
  readonly engine: Engine;
  /** Serves subscriptions, where there are some. */
  readonly subscribe?: SubscribeOperation | undefined;
  readonly limits?: OperationSize;
  readonly formatError?: ErrorFormatter;
  readonly logger: Logger;
}

/** The rules of one door. */
export interface Door {
  /** The kinds of operation that may come by it; all others are refused. */
  readonly allowed: ReadonlySet<OperationKind>;
  /** How it follows subscriptions, where it allows them. */
  readonly stream?: StreamDoor;
}

/** The end of an operation's way: an answer, a stream, or errors in place of both. */
export type Outcome =
  | { readonly kind: 'answered'; readonly result: GraphQLExecutorResult }
  | { readonly kind: 'streaming'; readonly stream: ResultStream }
  | { readonly kind: 'failed'; readonly errors: readonly GraphQLFormattedError[] };

export interface Pipeline {
  /** Takes a request that may be anything through every stage: its text is parsed here. Never throws. */
  run(request: unknown, caller: Caller, door: Door): Promise<Outcome>;
  /** Takes a request through every stage whose document the server of a protocol has parsed. Never throws. */
  runParsed(request: GraphQLRequest, caller: Caller, door: Door): Promise<Outcome>;
  /** The door for callers in this process: queries and mutations. */
  readonly execute: GraphQLExecutor;
}

const answerable: Door = { allowed: new Set(['query', 'mutation']) };

/** The one way of an operation from any door to the engine. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { engine, subscribe, limits = operationLimits, logger } = options;
  const format = createErrorFormat(options.formatError ?? toFormattedGraphQLError, logger);

  async function runFrom(receive: () => GraphQLRequest, caller: Caller, door: Door): Promise<Outcome> {
    try {
      const operation = resolveOperation(receive(), door.allowed);
      const variables = validateOperation(engine.schema, operation);
      measureOperation(operation, variables, limits);
      authoriseOperation(operation, caller);
      if (operation.definition.operation !== 'subscription') {
        return toOutcome(await executeOperation(engine.execute, operation, caller, format));
      }
      if (!subscribe || !door.stream) throw pipelineErrors.SUBSCRIPTION_NOT_SERVED();
      const stream = await subscribeOperation(subscribe, operation, caller, { door: door.stream, format });
      return { kind: 'streaming', stream };
    } catch (error) {
      return { kind: 'failed', errors: format(error, caller) };
    }
  }

  return {
    run: (request, caller, door) => runFrom(() => receiveRequest(request), caller, door),
    runParsed: (request, caller, door) => runFrom(() => request, caller, door),
    execute: async (request, caller) => {
      const outcome = await runFrom(() => request, caller, answerable);
      if (outcome.kind === 'streaming') throw new TypeError('a subscription came by a door that takes none');
      return outcome.kind === 'answered' ? outcome.result : { errors: outcome.errors };
    },
  };
}

/** An engine may answer with errors alone: then it has executed nothing. */
function toOutcome(result: GraphQLExecutorResult): Outcome {
  if (result.data === undefined && result.errors) return { kind: 'failed', errors: result.errors };
  return { kind: 'answered', result };
}
