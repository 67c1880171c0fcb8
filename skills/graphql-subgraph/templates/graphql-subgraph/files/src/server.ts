import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { buildSchema } from "./schema.js";

/** The subgraph's server; not started, so that tests can use it without a port. */
export async function createServer(): Promise<ApolloServer> {
  return new ApolloServer({
    schema: await buildSchema(),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
}
