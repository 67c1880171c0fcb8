import { newId } from '@skillwright/service';
import { executeText } from '@skillwright/testing';
import { createTestValidationService, type TestValidationService } from '../../test/validation-service.js';

const code = [{ path: 'a.js', content: 'export const a = 1;\n' }];

describe('what cannot be validated', () => {
  let service: TestValidationService;

  beforeAll(async () => {
    // Nothing isolates here: reports are made all the same, and say so.
    service = await createTestValidationService({
      sandbox: { sandbox: undefined, faults: ['bubblewrap: no.', 'util-linux: no.'] },
      queueLimit: 3,
    });
    await service.app.start();
  });
  afterAll(() => service.dispose());

  const post = (body: unknown, headers?: Record<string, string>) =>
    service.rest({ method: 'POST', url: '/validate/code', body, ...(headers ? { headers } : {}) });

  it.each([
    ['no source', {}, 'one_source', 'files'],
    ['two sources', { project_id: newId(), files: code }, 'one_source', 'files'],
    ['no file', { files: [] }, 'no_files', 'files'],
    [
      'a path that leads out',
      { files: [{ path: '../../etc/passwd', content: '' }] },
      'path_traversal',
      'files[0].path',
    ],
    ['two equal paths', { files: [...code, ...code] }, 'path_duplicate', 'files[1].path'],
    ['what is not base64', { files: [{ path: 'a', content: '%', encoding: 'base64' }] }, 'base64', 'files[0].content'],
    ['an unknown field', { files: code, chekcs: [] }, 'unknown_field', 'chekcs'],
    ['an unknown check', { files: code, checks: ['spelling'] }, 'invalid_value', 'checks[0]'],
  ])('is refused with its field: %s', async (_what, body, rule, path) => {
    const { status, body: problem } = await post(body);
    expect({ status, code: problem['code'] }).toEqual({ status: 422, code: 'INVALID_INPUT' });
    expect(problem['errors']).toMatchObject([{ code: rule, path }]);
  });

  it.each([[newId()], ['not-an-id']])('is an unknown project (%s): 404, and no report of it', async (projectId) => {
    const { status, body } = await post({ project_id: projectId });
    expect({ status, code: body['code'] }).toEqual({ status: 404, code: 'PROJECT_NOT_FOUND' });
    expect((await service.rest({ method: 'GET', url: `/validate/report?project_id=${projectId}` })).status).toBe(404);
  });

  it('is a project whose service is gone, or slow to answer: an error at once, and no report', async () => {
    service.generation.mood = 'broken';
    expect(await post({ project_id: newId() })).toMatchObject({ status: 500, body: { code: 'NEIGHBOUR_FAILED' } });
    service.generation.mood = 'well';
    const lonely = await createTestValidationService({
      generationUrl: 'http://127.0.0.1:1',
      sandbox: { sandbox: undefined, faults: [] },
    });
    const { errors } = await executeText(
      lonely.app.execute,
      'mutation ($id: ID!) { validateCode(input: { projectId: $id }) { report { id } } }',
      { variables: { id: newId() } },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NEIGHBOUR_UNAVAILABLE', category: 'unavailable' });
    await lonely.dispose();
    expect(await service.prisma.report.count({ where: { projectId: { not: null } } })).toBe(0);
  });

  it('is everything on a machine without isolation: a report that says so, and an event', async () => {
    const { status, body } = await post({ files: code });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'error',
      failure: {
        code: 'SANDBOX_UNAVAILABLE',
        message: 'Not run: this machine offers no isolation. bubblewrap: no. util-linux: no.',
      },
    });
    expect(await service.events()).toMatchObject([
      { topic: 'validation.failed', key: body['report_id'], data: { code: 'SANDBOX_UNAVAILABLE', kind: 'code' } },
    ]);
    expect((await service.app.health.report()).parts['sandbox']).toEqual({
      ...{ status: 'up', implementation: 'none', faults: ['bubblewrap: no.', 'util-linux: no.'] },
    });
  });

  it('is asked for twice in one request: each answer shows its own report as the newest', async () => {
    const projectId = newId();
    service.generation.projects.set(projectId, { revision: 1, files: [] });
    const one = '{ report { id project { latestReport { id } } } }';
    const query = `mutation ($input: ValidateCodeInput!) { a: validateCode(input: $input) ${one} b: validateCode(input: $input) ${one} }`;
    const { status, body } = await service.rest({
      method: 'POST',
      url: '/graphql',
      body: { query, variables: { input: { projectId } } },
    });
    type Answer = { report: { id: string; project: { latestReport: { id: string } } } };
    const { a, b } = body['data'] as { a: Answer; b: Answer };
    expect(status).toBe(200);
    expect(a.report.id).not.toBe(b.report.id);
    for (const { report } of [a, b]) expect(report.project.latestReport.id).toBe(report.id);
  });

  it('is too much: 503 when the queue is full', async () => {
    const waiting = Array.from({ length: 3 }, () => ({
      ...{ id: newId(), kind: 'CODE' as const, createdAt: new Date(), lockedUntil: new Date(Date.now() + 60_000) },
    }));
    await service.prisma.report.createMany({ data: waiting });
    expect(await post({ files: code })).toMatchObject({ status: 503, body: { code: 'VALIDATION_QUEUE_FULL' } });
    await service.prisma.report.deleteMany();
  });

  it('is answered before it is done, where the caller would rather ask later', async () => {
    const { status, headers, body } = await post({ files: code }, { prefer: 'respond-async' });
    expect(status).toBe(202);
    expect(headers['location']).toBe(`/validate/report?report_id=${String(body['report_id'])}`);
  });

  it('is a report that is not there', async () => {
    expect((await service.rest({ method: 'GET', url: `/validate/report?report_id=${newId()}` })).status).toBe(404);
    expect((await service.rest({ method: 'GET', url: '/validate/report' })).status).toBe(400);
  });
});
