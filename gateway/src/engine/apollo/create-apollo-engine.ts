import { ApolloGateway } from '@apollo/gateway';
import { AnswerBudget, toApolloLogger, type Engine } from '@skillwright/pipeline';
import type { GraphQLExecutor, Logger, Prove } from '@skillwright/service';
import type { GraphQLSchema } from 'graphql';
import type { Supergraph } from '../../supergraph/supergraph.js';
import { createHttpTransport } from './http-transport.js';
import { createInProcessTransport } from './in-process-transport.js';
import { SubgraphDataSource } from './subgraph-data-source.js';
import type { SubgraphTransport } from './subgraph-call.js';
import { toGatewayRequest } from './to-gateway-request.js';
import { withUniqueRepresentations } from './unique-representations.js';

export interface ApolloEngineOptions {
  readonly supergraph: Pick<Supergraph, 'sdl' | 'subgraphs'>;
  /** The subgraphs in this process, by name. All others are called over HTTP. */
  readonly executors: Readonly<Record<string, GraphQLExecutor>>;
  /** Proves to a subgraph on whose behalf it is called over HTTP. Without it no subgraph learns that. */
  readonly prove?: Prove;
  /** Adds the gateway's own fields to the schema that clients see. */
  readonly extendSchema: (schema: GraphQLSchema) => GraphQLSchema;
  readonly subgraphTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** The most values that the subgraphs may send for one answer. */
  readonly answerValues: number;
  readonly logger: Logger;
}

/**
 * Creates the engine of @apollo/gateway, with the gateway's own transports to the subgraphs. Calls no subgraph yet.
 * Throws if the supergraph cannot be loaded.
 */
export async function createApolloEngine(options: ApolloEngineOptions): Promise<Engine> {
  const { extendSchema, logger } = options;
  const { transports, close } = createTransports(options);
  // @apollo/gateway sends telemetry to its vendor, and only this variable prevents it.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const gateway = new ApolloGateway({
    supergraphSdl: options.supergraph.sdl,
    logger: toApolloLogger(logger),
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: Object.keys(options.executors).length > 0 },
    buildService: ({ name }) => {
      const send = transports.get(name);
      if (!send) throw new Error(`The supergraph has no address for its subgraph ${name}.`);
      return new SubgraphDataSource(name, withUniqueRepresentations(send), options);
    },
  });
  const listeners = new Set<() => void>();
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    // Validation and introspection read this property; @apollo/gateway plans from the supergraph.
    gateway.schema = extendSchema(apiSchema);
    for (const listener of listeners) listener();
  });
  const { executor } = await gateway.load({ apollo: {} });
  return {
    get schema() {
      return gateway.schema as GraphQLSchema;
    },
    execute: async (operation, caller) => {
      caller.signal.throwIfAborted();
      const budget = new AnswerBudget(options.answerValues, caller);
      const context = { schema: gateway.schema as GraphQLSchema, logger };
      const answer = await executor(toGatewayRequest(operation, { caller, budget }, context));
      // The engine takes a refused fetch for one that failed, and would answer the rest.
      if (budget.signal.aborted) throw budget.signal.reason;
      return answer as Awaited<ReturnType<Engine['execute']>>;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await gateway.stop();
      await close();
    },
  };
}

function createTransports({ supergraph, executors, prove, requestTimeoutMs }: ApolloEngineOptions) {
  const closers: (() => Promise<void>)[] = [];
  const transports = new Map<string, SubgraphTransport>();
  for (const subgraph of supergraph.subgraphs) {
    const execute = executors[subgraph.name];
    if (execute) {
      transports.set(subgraph.name, createInProcessTransport(subgraph.name, execute));
      continue;
    }
    const { send, close } = createHttpTransport(subgraph, { timeoutMs: requestTimeoutMs, prove });
    transports.set(subgraph.name, send);
    closers.push(close);
  }
  return {
    transports,
    close: async () => {
      await Promise.all(closers.map((close) => close()));
    },
  };
}
