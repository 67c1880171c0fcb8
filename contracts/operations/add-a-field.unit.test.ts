import { readFileSync } from 'node:fs';
import { createOpenApi, createRestClient, registerRest } from '@skillwright/rest';
import {
  Health,
  createHttpServer,
  createLogger,
  createMetrics,
  createNeighbour,
  listen,
  openCaller,
} from '@skillwright/service';
import { parse, separateOperations } from 'graphql';
import { skillOperations, skillTypeDefs } from '../skill/index.js';
import { skillData } from '../test/rest-server.js';

const documents = readFileSync(new URL('../skill/operations.graphql', import.meta.url), 'utf8');

/** Inserts a line before another one, in the first block that begins with `head`. */
function insertLine(text: string, head: string, before: string, line: string): string {
  const block = text.indexOf(head);
  const at = text.indexOf(before, block);
  expect([block, at].every((place) => place >= 0)).toBe(true);
  return text.slice(0, at) + line + text.slice(at);
}

// The contracts' part of the recipe "add a field" in CONTRIBUTING.md: the schema and the fragment of the document.
const field = '  "Where its home page is."\n  homepage: String\n';
const inType = insertLine(skillTypeDefs, 'type Skill @key', '  license: String\n', field);
const typeDefs = insertLine(inType, 'input CreateSkillInput', '  license: String\n', field);
const changed = insertLine(documents, 'fragment Skill on Skill', '  license\n', '  homepage\n');
const createSkill = {
  ...skillOperations.createSkill,
  owner: { name: 'skill', typeDefs },
  document: separateOperations(parse(changed))['CreateSkill'] as typeof skillOperations.createSkill.document,
};

describe('a field that was added to the schema and to the fragment', () => {
  const calls: unknown[] = [];
  const http = createHttpServer({
    logger: createLogger({ service: 'test', level: 'silent' }),
    health: new Health(),
    metrics: createMetrics({ service: 'test' }),
  });
  registerRest(http, {
    operations: [createSkill],
    execute: async ({ variables }) => {
      calls.push(variables);
      return { data: { createSkill: { skill: { ...skillData, homepage: 'https://a.example' } } } };
    },
  });
  afterAll(() => http.close());
  const post = (payload: object) => http.inject({ method: 'POST', url: '/skills', payload });

  it('is in the OpenAPI document, in the request and in the answer, with its description', () => {
    const { components } = createOpenApi({ operations: [createSkill], serverUrl: 'http://x', version: '1' }) as {
      components: { schemas: Record<string, { properties: Record<string, unknown> }> };
    };
    const described = { type: ['string', 'null'], description: 'Where its home page is.' };
    expect(components.schemas['CreateSkillInput']?.properties['homepage']).toEqual(described);
    expect(components.schemas['Skill']?.properties['homepage']).toEqual(described);
  });

  it('is checked in the request', async () => {
    const response = await post({ name: 'n', homepage: 7 });
    expect(response.json()).toMatchObject({ status: 422, errors: [{ path: 'homepage', code: 'invalid_type' }] });
    expect(calls).toEqual([]);
  });

  it('is passed to the operation, and is at its place in the answer', async () => {
    const response = await post({ name: 'n', homepage: 'https://a.example' });
    expect(calls.at(-1)).toEqual({ input: { name: 'n', homepage: 'https://a.example' } });
    const names = Object.keys(response.json());
    expect(names.slice(names.indexOf('homepage') - 1, names.indexOf('homepage') + 2)).toEqual([
      'instructions',
      'homepage',
      'license',
    ]);
  });

  it('is sent and received by the typed client', async () => {
    const { url } = await listen({ name: 'test', http }, { host: '127.0.0.1', port: 0 });
    const neighbour = createNeighbour({ name: 'skill', baseUrl: url, timeoutMs: 5_000 });
    const input = { name: 'n', homepage: 'https://a.example' };
    const { caller, close } = openCaller({ timeoutMs: 5_000 });
    const { body } = await createRestClient(neighbour, { createSkill }).createSkill(input, { caller });
    close();
    await neighbour.close();
    expect(calls.at(-1)).toEqual({ input });
    expect(body).toMatchObject({ homepage: 'https://a.example' });
  });
});
