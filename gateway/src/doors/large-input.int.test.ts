import { startGateway, type RunningGateway } from '../../test/running-gateway.js';

let gateway: RunningGateway;
let executions = 0;
beforeAll(async () => {
  const execute = async () => {
    executions += 1;
    return { data: null };
  };
  gateway = await startGateway({ parts: { executors: { skill: execute, generation: execute, validation: execute } } });
});
afterAll(() => gateway.stop());
beforeEach(() => void (executions = 0));

async function post(path: string, body: string, accept = 'application/graphql-response+json') {
  const headers = { 'content-type': 'application/json', ...(path === '/graphql' && { accept }) };
  const response = await fetch(gateway.url + path, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, text, errors: text.startsWith('{') ? errorsOf(JSON.parse(text)) : [] };
}

const errorsOf = ({ errors = [] }: { errors?: { code?: string; extensions?: { code: string } }[] }) => errors;

const list = (item: string, count: number) => `[${Array.from({ length: count }, () => item).join()}]`;
const definition = (files: string) => `{"name":"n","description":"d","instructions":"i","files":${files}}`;
const mutation = (input: string) =>
  `{"query":"mutation($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } } }","variables":{"input":${input}}}`;

describe('a list of 10,001 entries or more', () => {
  it.each([
    ['nothing', '{}', 800_000],
    ['sound files', '{"path":"a","content":"x"}', 280_000],
    ['a number', '1', 10_001],
  ])('of %s is refused before its entries are checked', async (_, item, count) => {
    const files = list(item, count);
    const byRest = await post('/skills', definition(files));
    expect([byRest.status, byRest.errors]).toEqual([
      422,
      [expect.objectContaining({ code: 'too_many', path: 'files' })],
    ]);
    const byGraphQL = await post('/graphql', mutation(definition(files)));
    expect([byGraphQL.status, byGraphQL.errors]).toMatchObject([400, [{ extensions: { code: 'VARIABLES_TOO_MANY' } }]]);
    expect((await post('/graphql', mutation(definition(files)), 'text/event-stream')).text).toContain(
      'VARIABLES_TOO_MANY',
    );
    expect(executions).toBe(0);
  });

  it('is refused inside JSON too', async () => {
    const spec = `{"spec":{"name":"n","template":"t","parameters":{"a":[${list('1', 10_001)}]}}}`;
    expect((await post('/generate/project', spec)).errors).toMatchObject([{ code: 'too_many', path: 'spec' }]);
    expect((await post('/validate/code', `{"files":${list('{}', 10_001)}}`)).errors).toMatchObject([{ path: 'files' }]);
    expect(executions).toBe(0);
  });
});

describe('an answer', () => {
  it('has at most 100 errors', async () => {
    const files = list('{}', 10_000);
    expect((await post('/skills', definition(files))).errors).toHaveLength(100);
    expect((await post('/graphql', mutation(definition(files)))).errors).toHaveLength(100);
    const fields = Array.from({ length: 500 }, (_, index) => `f${index}`).join(' ');
    expect((await post('/graphql', JSON.stringify({ query: `{ skills { ${fields} } }` }))).errors).toHaveLength(100);
    const unknown = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, index]));
    expect((await post('/skills', JSON.stringify(unknown))).errors).toHaveLength(100);
    expect(executions).toBe(0);
  });
});
