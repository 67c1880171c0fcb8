import { readdir } from "node:fs/promises";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse, type GraphQLSchema } from "graphql";

type Modules = Extract<
  Parameters<typeof buildSubgraphSchema>[0],
  readonly unknown[]
>;
type Module = Extract<Modules[number], { typeDefs: unknown }>;

const link = parse(/* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
`);

const folder = new URL("./entities/", import.meta.url);

/** The schema of all entities: one for each folder in `entities`. */
export async function buildSchema(): Promise<GraphQLSchema> {
  const entries = await readdir(folder, { withFileTypes: true });
  const entities = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const modules = await Promise.all(entities.map(loadEntity));
  return buildSubgraphSchema([{ typeDefs: link }, ...modules]);
}

async function loadEntity(name: string): Promise<Module> {
  const file = new URL(`${name}/entity.js`, folder);
  const { typeDefs, resolvers } = (await import(file.href)) as Partial<Module>;
  if (typeDefs === undefined) {
    throw new Error(`The entity "${name}" exports no typeDefs.`);
  }
  return { typeDefs, ...(resolvers && { resolvers }) };
}
