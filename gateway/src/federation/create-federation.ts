import { ApolloGateway } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { resolveOperation, type GraphQLExecutor, type Logger } from '@skillwright/service';
import type { GraphQLSchema } from 'graphql';
import { toApolloLogger } from '../graphql/apollo-logger.js';
import { createHttpTransport } from './http-transport.js';
import { createInProcessTransport } from './in-process-transport.js';
import { SubgraphDataSource } from './subgraph-data-source.js';
import type { Supergraph } from './supergraph.js';
import { withUniqueRepresentations } from './unique-representations.js';

export interface FederationOptions {
  readonly supergraph: Supergraph;
  /** The subgraphs that live in this process, by name; all others are called over HTTP. */
  readonly executors: Readonly<Record<string, GraphQLExecutor>>;
  /** Adds what the gateway itself serves to the schema that clients see. */
  readonly extendSchema: (schema: GraphQLSchema) => GraphQLSchema;
  readonly subgraphTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly logger: Logger;
}

export interface Federation {
  readonly gateway: GatewayInterface;
  /** What clients can ask for. Throws before the gateway has loaded. */
  schema(): GraphQLSchema;
  close(): Promise<void>;
}

/** The federated execution of a supergraph, with our own way to the subgraphs. Nothing is loaded or called yet. */
export function createFederation(options: FederationOptions): Federation {
  // @apollo/gateway would report to its vendor; it reads nothing but this variable.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const closers: (() => Promise<void>)[] = [];
  const transports = new Map(
    options.supergraph.subgraphs.map((subgraph) => {
      const execute = options.executors[subgraph.name];
      if (execute) return [subgraph.name, createInProcessTransport(subgraph.name, execute)];
      const { send, close } = createHttpTransport(subgraph, { timeoutMs: options.requestTimeoutMs });
      closers.push(close);
      return [subgraph.name, send];
    }),
  );
  const gateway = new ApolloGateway({
    supergraphSdl: options.supergraph.sdl,
    logger: toApolloLogger(options.logger),
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: Object.keys(options.executors).length > 0 },
    buildService: ({ name }) => {
      const send = transports.get(name);
      if (!send) throw new Error(`The supergraph names a subgraph ${name} that it gives no address for.`);
      return new SubgraphDataSource(name, withUniqueRepresentations(send), options);
    },
  });
  return {
    gateway: withExtendedSchema(gateway, options.extendSchema),
    schema: () => {
      if (!gateway.schema) throw new Error('The supergraph is not loaded yet.');
      return gateway.schema;
    },
    close: async () => {
      await Promise.all(closers.map((close) => close()));
    },
  };
}

/** @apollo/gateway with another schema towards clients: Apollo Server validates by it, and introspection shows it. */
function withExtendedSchema(gateway: ApolloGateway, extend: FederationOptions['extendSchema']): GatewayInterface {
  return {
    onSchemaLoadOrUpdate: (callback) =>
      gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
        // The gateway answers introspection by this property, and plans by the supergraph.
        gateway.schema = extend(apiSchema);
        callback({ apiSchema: gateway.schema, coreSupergraphSdl });
      }),
    load: async (loadOptions) => {
      const { executor } = await gateway.load(loadOptions);
      return {
        // The gateway takes an empty name for none: nothing that no guard has resolved may reach it.
        executor: async (context) => {
          resolveOperation(context.document, context.request.operationName);
          return executor(context);
        },
      };
    },
    stop: () => gateway.stop(),
  };
}
