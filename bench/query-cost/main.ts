import { generationTypeDefs } from '@skillwright/contracts/generation';
import { skillTypeDefs } from '@skillwright/contracts/skill';
import { createGatewayApp, readGatewayConfig } from '@skillwright/gateway';
import { createLogger, listen } from '@skillwright/service';
import { createSubgraph } from '@skillwright/subgraph';
import { templatesOf } from '../federated-read/library.js';
import { printTable } from '../harness/table.js';

// Sends hostile queries to a gateway with its limits and to one without, in one process with two subgraphs, and prints
// the time and size of each answer, and the longest that /healthz waited meanwhile.
const logger = createLogger({ service: 'bench', level: 'silent' });

const skill = { id: 'skill-1', name: 'x', version: '1.0.0', description: 'A skill.', instructions: 'i'.repeat(2_000) };
const templates = Array.from({ length: 8 }, (_, index) => ({
  ...(templatesOf('skill-1')[0] as object),
  id: `template-${index}`,
  skill,
}));

async function createExecutors() {
  const skills = await createSubgraph({
    typeDefs: skillTypeDefs,
    resolvers: { Query: { skill: () => skill }, Skill: { __resolveReference: () => skill } },
    logger,
  });
  const generation = await createSubgraph({
    typeDefs: generationTypeDefs,
    resolvers: { Skill: { __resolveReference: () => skill, templates: () => templates } },
    logger,
  });
  return { skill: skills.execute, generation: generation.execute };
}

async function startGateway(settings: Record<string, string>) {
  const config = readGatewayConfig(settings);
  const app = await createGatewayApp(config, { logger, executors: await createExecutors() });
  const { url } = await listen(app, { host: '127.0.0.1', port: 0 });
  app.health.markStarted();
  return { app, url };
}

async function ask(url: string, query: string) {
  let over = false;
  let longestMs = 0;
  const watch = (async () => {
    while (!over) {
      const started = performance.now();
      await (await fetch(`${url}/healthz`)).text();
      longestMs = Math.max(longestMs, performance.now() - started);
    }
  })();
  const started = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  const ms = performance.now() - started;
  over = true;
  await watch;
  const code = /"code":"(\w+)"/.exec(text)?.[1] ?? 'data';
  return [ms.toFixed(0), (text.length / 1024).toFixed(0), longestMs.toFixed(0), code];
}

const nested = (levels: number, fields: string) =>
  `{ skill(name: "x") { ${'templates { skill { '.repeat(levels)} ${fields} ${'} } '.repeat(levels)} } }`;

const queries: [string, string][] = [
  ['warm up', nested(1, 'name')],
  ['templates of skills of templates, 6 times', nested(6, 'name')],
  ['the same, 5 times', nested(5, 'name')],
  ['the same, 5 times, 3 fields', nested(5, 'id name version')],
  ['the same, 4 times', nested(4, 'name')],
  ['the same, 3 times, with the instructions', nested(3, 'id name instructions')],
  ['1,200 equal objects', `{ ${'skill(name: "x") { templates { id } } '.repeat(1_200)} }`],
  [
    '800 fragments at one place',
    `{ skill(name: "x") { ${Array.from({ length: 800 }, (_, n) => `...F${n}`).join(' ')} } } ${Array.from({ length: 800 }, (_, n) => `fragment F${n} on Skill { id name }`).join(' ')}`,
  ],
  [
    '40 introspections',
    `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: __schema { types { fields { args { name description type { name } } name description } } }`).join(' ')} }`,
  ],
];

const gateways = {
  'without limits': await startGateway({
    ...{ OPERATION_MAX_COST: '100000000', ANSWER_MAX_VALUES: '100000000', ASSUMED_LIST_SIZE: '1' },
  }),
  'without estimate': await startGateway({ OPERATION_MAX_COST: '100000000', ASSUMED_LIST_SIZE: '1' }),
  'with limits': await startGateway({}),
};
const rows = [['', '', 'ms', 'KiB', '/healthz ms', 'answer']];
for (const [description, query] of queries) {
  for (const [name, { url }] of Object.entries(gateways)) rows.push([description, name, ...(await ask(url, query))]);
}
printTable(rows);
for (const { app } of Object.values(gateways)) {
  await app.http.close();
  await app.stop();
}
