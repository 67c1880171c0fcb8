import { doors, type AnyRequest } from '../../test/doors.js';
import { startGateway, type RunningGateway } from '../../test/running-gateway.js';

let gateway: RunningGateway;
let executions = 0;
beforeAll(async () => {
  const skill = async () => {
    executions += 1;
    return { data: { skill: null } };
  };
  gateway = await startGateway({ parts: { executors: { skill, generation: skill } } });
});
afterAll(() => gateway.stop());
beforeEach(() => void (executions = 0));

const levels = 100_000;
/** JSON.stringify cannot write so many levels. */
const json = (before: string, after: string) => before + '['.repeat(levels) + ']'.repeat(levels) + after;

const generation = 'generateProject(input: { name: \\"n\\", template: \\"t\\", parameters: $p })';

async function post(path: string, body: string): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(gateway.url + path, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

describe('input with 100,000 levels', () => {
  it.each([
    ['/generate/project', '{"spec":{"name":"n","template":"t","parameters":', '}}', 'spec'],
    ['/generate/feature', '{"project_id":"p","spec":{"name":"n","template":"t","parameters":{"a":', '}}}', 'spec'],
    ['/skills', '{"name":"n","metadata":', '}', 'metadata'],
    ['/skills', '{"unknown":', '}', 'unknown'],
    ['/skills', '', '', ''],
    ['/validate/code', '{"files":', '}', 'files'],
  ])('is refused in a body of %s: %s', async (path, before, after, field) => {
    const { status, text } = await post(path, json(before, after));
    expect([status, JSON.parse(text)]).toMatchObject([422, { errors: [{ code: 'depth', path: field }] }]);
    expect(executions).toBe(0);
  });

  it.each([
    ['variables', `{"query":"mutation($p: JSON!) { ${generation} { project { id } } }","variables":{"p":`, '}}'],
    ['variables of no operation', '{"query":"{__typename}","variables":{"x":', '}}'],
    ['a whole request', '{"query":"{__typename}","variables":', '}'],
  ])('is refused in GraphQL: %s', async (_, before, after) => {
    for (const accept of ['application/graphql-response+json', 'text/event-stream']) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: json(before, after),
      });
      expect(await response.text()).toMatch(/VARIABLES_TOO_DEEP|BAD_REQUEST|MALFORMED_REQUEST/);
      if (accept !== 'text/event-stream') expect(response.status).toBe(400);
    }
    expect(executions).toBe(0);
  });
});

const query = (before: string, open: string, close: string, after: string) =>
  before + open.repeat(4_000) + close.repeat(4_000) + after;

describe('a document with 4,000 levels', () => {
  const documents: [string, AnyRequest][] = [
    ['lists', { query: query('{ skill(id: ', '[', ']', ') { id } }') }],
    ['objects', { query: query('{ skill(id: ', '{a:', '}', ') { id } }').slice(0, 16_000) }],
    ['selections', { query: query('', '{a', '}', '').slice(0, 16_000) }],
    ['types', { query: query('query($a: ', '[', ']', ') { __typename }') }],
  ];
  const each = Object.entries(doors).flatMap(([name, door]) =>
    documents.map(([kind, request]) => [kind, name, door, request] as const),
  );
  it.each(each.filter(([, name]) => name !== 'in process' && !name.endsWith('GET')))(
    'of %s is refused by %s',
    async (_, __, door, request) => {
      expect(await door(gateway, request)).toContain('DOCUMENT_TOO_NESTED');
    },
  );
});
