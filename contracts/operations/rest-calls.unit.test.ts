import { projectData, reportData, skillData, startRestServer, type RestServer } from '../test/rest-server.js';
import { operations } from './index.js';

let server: RestServer;
let calls: RestServer['calls'];

beforeAll(async () => {
  server = await startRestServer();
  calls = server.calls;
});
afterEach(() => void calls.splice(0));
afterAll(() => server.close());

const graphQLError = (code: string, category: string, errors?: unknown[]) =>
  server.answer({
    data: null,
    errors: [{ message: 'No.', extensions: { code, category, ...(errors && { errors }) } }],
  });

async function send(path: string, init: RequestInit = {}) {
  const response = await fetch(server.url + path, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

const json = (payload: object | string) => (typeof payload === 'string' ? payload : JSON.stringify(payload));

const post = (path: string, payload: object | string, headers: Record<string, string> = {}) =>
  send(path, { method: 'POST', body: json(payload), headers: { 'content-type': 'application/json', ...headers } });

describe('a request', () => {
  it('becomes the variables of its operation, with an anonymous caller whatever its headers claim', async () => {
    server.answer({
      data: { skills: { skills: [], pageInfo: { hasNextPage: false, endCursor: null }, total: 0 } },
    });
    await send('/skills?limit=5&cursor=abc&q=http', { headers: { 'x-request-id': 'r-1', 'x-actor': 'ada' } });
    expect(calls[0]).toMatchObject({
      variables: { limit: 5, cursor: 'abc', q: 'http' },
      caller: { requestId: 'r-1', principal: { subject: 'anonymous', scopes: [] } },
    });
  });

  it('has the default limit if it gives none', async () => {
    await send('/templates');
    expect(calls[0]?.variables).toMatchObject({ limit: 20 });
  });

  it.each([
    ['/skills?limit=0', 'limit'],
    ['/skills?limit=101', 'limit'],
    ['/skills?limit=many', 'limit'],
    ['/skills?limit=1&limit=2', 'limit'],
    ['/skills?page=2', 'page'],
    ['/templates?kind=both', 'kind'],
    ['/validate/report', 'report_id'],
    ['/validate/report?report_id=1&project_id=2', 'project_id'],
    ['/validate/report?report_id=1&kind=code', 'kind'],
  ])('with a bad query parameter (%s) is refused with 400, and the parameter is named', async (url, path) => {
    const response = await send(url);
    expect(response.status).toBe(400);
    expect(response.headers['content-type']).toMatch('application/problem+json');
    expect(response.body.errors).toMatchObject([{ path }]);
    expect(calls).toHaveLength(0);
  });

  it.each([
    ['an unknown field', { name: 'n', descripton: 'd' }, 'descripton'],
    ['a field of the wrong type', { name: 7 }, 'name'],
    [
      'a fault deep inside',
      {
        files: [
          { path: 'a', content: 'x' },
          { path: 'b', content: 1 },
        ],
      },
      'files[1].content',
    ],
    ['an unknown encoding', { files: [{ path: 'a', content: 'x', encoding: 'utf16' }] }, 'files[0].encoding'],
    ['a list for a body', [], ''],
  ])('with %s is refused with 422, and the field is named', async (_, payload, path) => {
    const response = await post('/skills', payload);
    expect(response.status).toBe(422);
    expect(response.body).toMatchObject({ code: 'INVALID_INPUT', errors: [{ path }] });
    expect(calls).toHaveLength(0);
  });

  it('is refused with all of its faults at once', async () => {
    const response = await post('/generate/project', { spec: { name: 1 }, dryrun: true });
    const paths = response.body.errors.map(({ path }: { path: string }) => path);
    expect(paths.sort()).toEqual(['dryrun', 'spec.name', 'spec.template']);
  });

  it.each([
    ['JSON that does not parse', '{"name": ', 'application/json', 400],
    ['no body', '', 'application/json', 400],
    ['a prototype key', '{"__proto__": {}}', 'application/json', 400],
    ['text', 'hello', 'text/plain', 415],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415],
    ['a body over the limit', JSON.stringify({ name: 'x'.repeat(70_000) }), 'application/json', 413],
  ])('with %s is refused', async (_, payload, type, status) => {
    const response = await post('/skills', payload, { 'content-type': type });
    expect(response.status).toBe(status);
    expect(response.body).toMatchObject({ status, code: expect.any(String), request_id: expect.any(String) });
    expect(calls).toHaveLength(0);
  });

  it('with a zip is passed to the operation as base64', async () => {
    server.answer({ data: { createSkill: { skill: skillData } } });
    const zip = Buffer.from([0x50, 0x4b, 3, 4]);
    const response = await send('/skills', {
      method: 'POST',
      body: zip,
      headers: { 'content-type': 'application/zip' },
    });
    expect(response.status).toBe(201);
    expect(calls[0]?.variables).toEqual({ input: { archive: zip.toString('base64') } });
  });

  it('with a zip is refused if only JSON is accepted', async () => {
    const response = await post('/generate/project', 'PK', { 'content-type': 'application/zip' });
    expect(response.status).toBe(415);
  });
});

describe('the example of a body', () => {
  const examples = operations.flatMap(({ name, rest }) => (rest?.example ? [[name, rest] as const] : []));
  it.each(examples)('of %s is accepted', async (_, { method, path, example }) => {
    await send(path, {
      method,
      body: JSON.stringify(example),
      headers: { 'content-type': 'application/json' },
    });
    expect(calls).toHaveLength(1);
  });
});

describe('an error of the operation', () => {
  it.each([
    ['SKILL_NAME_TAKEN', 'conflict', 409],
    ['SKILL_NOT_FOUND', 'not_found', 404],
    ['DIGEST_DIFFERS', 'precondition_failed', 412],
    ['ARCHIVE_TOO_LARGE', 'too_large', 413],
    ['NEIGHBOUR_UNAVAILABLE', 'unavailable', 503],
    ['NEIGHBOUR_TIMEOUT', 'timeout', 504],
    ['INTERNAL', 'internal', 500],
  ])('%s (%s) becomes a problem document of status %i', async (code, category, status) => {
    graphQLError(code, category);
    const response = await post('/skills', { name: 'n' }, { 'x-request-id': 'r-2' });
    expect(response.status).toBe(status);
    expect(response.headers['content-type']).toMatch('application/problem+json');
    expect(response.body).toMatchObject({ code, status, title: expect.any(String), request_id: 'r-2' });
    expect(response.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
  });

  it('names fields as REST does', async () => {
    graphQLError('INVALID_INPUT', 'invalid_input', [
      { code: 'x', message: 'm', path: 'input.allowedTools' },
      { code: 'x', message: 'm', path: 'files[0].path', line: 3 },
      { code: 'x', message: 'm', path: 'templates/a/fileName.ts.mustache' },
    ]);
    const response = await post('/skills', { name: 'n' });
    expect(response.body.errors).toEqual([
      { code: 'x', message: 'm', path: 'allowed_tools' },
      { code: 'x', message: 'm', path: 'files[0].path', line: 3 },
      { code: 'x', message: 'm', path: 'templates/a/fileName.ts.mustache' },
    ]);
  });

  it('puts the fields of a spec under spec', async () => {
    graphQLError('INVALID_INPUT', 'invalid_input', [{ code: 'type', message: 'm', path: 'parameters.maxItems' }]);
    const response = await post('/generate/project', { spec: { name: 'n', template: 't' } });
    expect(response.status).toBe(422);
    expect(response.body.errors[0].path).toBe('spec.parameters.maxItems');
  });

  it('about a query parameter is a malformed request', async () => {
    graphQLError('CURSOR_INVALID', 'invalid_input', [{ code: 'cursor', message: 'm', path: 'after' }]);
    const response = await send('/skills?cursor=zzz');
    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ code: 'CURSOR_INVALID', errors: [{ path: 'cursor' }] });
  });

  it('that is a defect becomes a generic text', async () => {
    server.answer({ errors: [{ message: 'connect ECONNREFUSED 10.0.0.7:5432' }] });
    const response = await send('/skills');
    expect(response.status).toBe(500);
    expect(response.text).not.toContain('10.0.0.7');
  });
});

describe('the answer of', () => {
  it('POST /skills is the skill in snake case, with Location and ETag', async () => {
    server.answer({ data: { createSkill: { skill: skillData } } });
    const response = await post('/skills', {
      name: 'notes',
      description: 'd',
      instructions: 'i',
      allowed_tools: 'Read',
    });
    expect(calls[0]?.variables).toMatchObject({ input: { name: 'notes', allowedTools: 'Read' } });
    expect(response.status).toBe(201);
    expect(response.headers).toMatchObject({
      location: `/skills/${skillData.id}`,
      etag: expect.stringMatching(/^"sha256:bb-[0-9a-f]{16}"$/),
    });
    expect(response.body).toMatchObject({
      name: 'notes',
      allowed_tools: 'Read',
      created_by: 'anonymous',
      license: null,
    });
  });

  it('GET /skills/:id selects the skill by its id or by its name', async () => {
    server.answer({ data: { skill: skillData } });
    await send(`/skills/${skillData.id}?version=1.0.0`);
    await send('/skills/notes');
    expect(calls.map(({ variables }) => variables)).toEqual([
      { id: skillData.id, version: '1.0.0' },
      { name: 'notes', version: undefined },
    ]);
  });

  it('GET /skills/:id is 304 without a body while the tag matches', async () => {
    server.answer({ data: { skill: skillData } });
    const { headers } = await send('/skills/notes');
    const etag = String(headers['etag']);
    const again = await send('/skills/notes', { headers: { 'if-none-match': `"x", W/${etag}` } });
    expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', etag]);

    server.answer({ data: { skill: { ...skillData, versions: ['1.0.1', '1.0.0'] } } });
    const changed = await send('/skills/notes', { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
  });

  it('GET /skills/:id is 404 if there is no such skill', async () => {
    server.answer({ data: { skill: null } });
    const response = await send('/skills/nobody?version=9.9.9');
    expect(response.status).toBe(404);
    expect(response.body).toMatchObject({
      code: 'SKILL_NOT_FOUND',
      detail: 'There is no skill nobody at version 9.9.9.',
    });
  });

  it('PUT /skills/:id passes If-Match on as digests', async () => {
    server.answer({ data: { updateSkill: { skill: skillData } } });
    const put = (ifMatch: string) =>
      send('/skills/1', {
        method: 'PUT',
        body: json({ description: 'd' }),
        headers: { 'content-type': 'application/json', 'if-match': ifMatch },
      });
    await put('"sha256:bb-0123456789abcdef", W/"sha256:cc"');
    await put('*');
    const malformed = await put('sha256:bb');
    expect(calls.map(({ variables }) => (variables?.['input'] as { ifMatch: unknown }).ifMatch)).toEqual([
      ['sha256:bb', 'W/"sha256:cc"'],
      ['*'],
    ]);
    expect(malformed.status).toBe(400);
  });

  it('POST /generate/project is 201 with the project, or 200 with the files of a dry run', async () => {
    server.answer({ data: { generateProject: { project: projectData, files: null } } });
    const spec = { name: 'shop', template: 't', parameters: { maxItems: 3 } };
    const written = await post('/generate/project', { spec });
    expect(written.status).toBe(201);
    expect(written.body).toMatchObject({
      project_id: projectData.projectId,
      template: { id: projectData.template__id, version: '1.0.0' },
      output_path: '/data/projects/shop',
    });

    const files = [{ path: 'a.ts', content: 'x', encoding: 'UTF8', executable: false }];
    server.answer({ data: { generateProject: { project: null, files } } });
    const dry = await post('/generate/project', { spec, dry_run: true });
    expect(calls[1]?.variables).toEqual({
      input: { name: 'shop', template: 't', version: undefined, parameters: { maxItems: 3 }, dryRun: true },
    });
    expect([dry.status, dry.body]).toEqual([200, { files: [{ ...files[0], encoding: 'utf8' }] }]);
  });

  it('POST /validate/code is 201 with the report, or 202 if the client does not want to wait', async () => {
    server.answer({ data: { validateCode: { report: reportData } } });
    const body = { files: [{ path: 'a.ts', content: 'var a' }], checks: ['lint'] };
    const waited = await post('/validate/code', body);
    expect(waited.status).toBe(201);
    expect(waited.body).toMatchObject({ status: 'failed', kind: 'code', diagnostics: [{ severity: 'error' }] });
    expect(waited.body).not.toHaveProperty('failure');

    const queued = await post('/validate/code', body, { prefer: 'wait=5, respond-async' });
    expect(calls.map(({ variables }) => variables?.['input'])).toMatchObject([
      { checks: ['LINT'], async: false },
      { checks: ['LINT'], async: true },
    ]);
    expect(queued.status).toBe(202);
    expect(queued.headers).toMatchObject({
      location: `/validate/report?report_id=${reportData.reportId}`,
      'preference-applied': 'respond-async',
    });
  });

  it('GET /validate/report is the newest one of a project, or 404 if there is none', async () => {
    server.answer({ data: { validationReports: { nodes: [reportData] } } });
    const found = await send('/validate/report?project_id=p&kind=tests');
    expect(calls[0]?.variables).toMatchObject({ projectId: 'p', kind: 'TESTS', byReport: false, byProject: true });
    expect(found.body).toMatchObject({ report_id: reportData.reportId });

    server.answer({ data: { validationReports: { nodes: [] } } });
    const missing = await send('/validate/report?project_id=p');
    expect([missing.status, missing.body.code]).toEqual([404, 'PROJECT_HAS_NO_REPORT']);
  });
});
