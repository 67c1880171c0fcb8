import { readFileSync, writeFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

// Composes the three subgraphs into gateway/supergraph.graphql. With --check it only compares.
const root = new URL('../', import.meta.url);
const target = new URL('gateway/supergraph.graphql', root);
const services = ['skill', 'generation', 'validation'].map((name, index) => ({
  name,
  url: `http://127.0.0.1:${4001 + index}/graphql`,
  typeDefs: parse(readFileSync(new URL(`contracts/${name}/schema.graphql`, root), 'utf8')),
}));

const { errors, supergraphSdl, hints } = composeServices(services);
if (errors) {
  for (const error of errors) console.error(error.message);
  process.exit(1);
}
for (const hint of hints ?? []) console.warn(hint.message);

const composed = `${supergraphSdl}\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== composed) {
    console.error('gateway/supergraph.graphql is stale: run `npm run codegen` and commit the result.');
    process.exit(1);
  }
} else {
  writeFileSync(target, composed);
}
