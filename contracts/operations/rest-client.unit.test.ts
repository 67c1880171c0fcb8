import { createRestClient } from '@skillwright/rest';
import { createNeighbour, openCaller, type Neighbour } from '@skillwright/service';
import { generationOperations } from '../generation/index.js';
import { skillOperations } from '../skill/index.js';
import { projectData, reportData, skillData, startRestServer, type RestServer } from '../test/rest-server.js';
import { validationOperations } from '../validation/index.js';

const { caller, close } = openCaller({ requestId: 'r-1', timeoutMs: 600_000 });
let server: RestServer;
let neighbour: Neighbour;

beforeAll(async () => {
  server = await startRestServer();
  neighbour = createNeighbour({ name: 'generation', baseUrl: server.url, timeoutMs: 5_000 });
});
afterEach(() => void server.calls.splice(0));
afterAll(async () => {
  close();
  await neighbour.close();
  await server.close();
});

describe('the typed client', () => {
  it('sends the body, and distinguishes answers by their status', async () => {
    const files = [{ path: 'a.ts', content: 'x', encoding: 'UTF8', executable: false }];
    server.answer({ data: { generateProject: { project: null, files } } });
    const input = { spec: { name: 'shop', template: 't', parameters: { port: 80 } }, dry_run: true };
    const answer = await createRestClient(neighbour, generationOperations).generateProject(input, { caller });
    expect(answer.status === 200 && answer.body.files).toEqual([{ ...files[0], encoding: 'utf8' }]);
    expect(server.calls[0]?.variables).toMatchObject({ input: { name: 'shop', parameters: { port: 80 } } });
  });

  it('puts path parameters and the query in their places', async () => {
    server.answer({ data: { skill: skillData } });
    const client = createRestClient(neighbour, skillOperations);
    const { body } = await client.getSkill({ id: 'a/b', version: '1.0.0' }, { caller });
    expect(body.allowed_tools).toBe('Read');
    expect(server.calls[0]).toMatchObject({
      variables: { name: 'a/b', version: '1.0.0' },
      caller: { requestId: 'r-1' },
    });
  });

  it.each([
    [true, 'after-this'],
    [false, null],
  ])('reads a page, with a next one: %s', async (hasNextPage, next) => {
    server.answer({ data: { tokens: { tokens: [], pageInfo: { hasNextPage, endCursor: 'after-this' }, total: 0 } } });
    const { body } = await createRestClient(neighbour, skillOperations).listTokens({ limit: 1 }, { caller });
    expect(body).toEqual({ tokens: [], next_cursor: next, total: 0 });
  });

  it('throws the error of the problem document', async () => {
    const errors = [{ code: 'x', message: 'm', path: 'projectId' }];
    server.answer({ errors: [{ message: 'No.', extensions: { code: 'C', category: 'conflict', errors } }] });
    const call = createRestClient(neighbour, validationOperations).validateTests({ project_id: 'p' }, { caller });
    await expect(call).rejects.toMatchObject({ code: 'C', category: 'conflict', errors: [{ path: 'project_id' }] });
  });

  it('refuses an answer that does not have the shape of its row', async () => {
    server.answer({ data: { validateCode: { report: { ...reportData, durationMs: 'long' } } } });
    const call = createRestClient(neighbour, validationOperations).validateCode(
      { project_id: projectData.projectId },
      { caller },
    );
    await expect(call).rejects.toMatchObject({ code: 'NEIGHBOUR_FAILED', category: 'internal' });
  });
});
