import { printSubgraphSchema } from "@apollo/subgraph";
import { buildSchema } from "./schema.js";

console.log(printSubgraphSchema(await buildSchema()));
