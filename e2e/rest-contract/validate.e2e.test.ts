import { waitFor } from '@skillwright/testing';
import { documentedFields } from '../harness/documented-fields.js';
import { callRest, type RestAnswer } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { waitForTemplate } from '../harness/templates.js';
import { doors, urlOf } from './doors.js';
import { instant, uuidV7 } from './formats.js';

const skill = uniqueName('validate');
let projectId: string;

beforeAll(async () => {
  const { url } = await sharedSystem();
  await callRest(url, 'POST', '/skills', { body: sampleSkill(skill) });
  await waitForTemplate(url, `${skill}-project`);
  const spec = { name: 'shop', template: `${skill}-project`, parameters: {} };
  const { body } = await callRest(url, 'POST', '/generate/project', { body: { spec } });
  projectId = (body as { project_id: string }).project_id;
  // The new project is validated automatically. After that report, the newest reports are the ones of these tests.
  await waitFor(
    async () => {
      const report = await callRest(url, 'GET', `/validate/report?project_id=${projectId}`);
      return (report.body as { status: unknown }).status === 'passed';
    },
    { description: 'the report on the new project', timeoutMs: 30_000 },
  );
}, sharedSystemTimeoutMs);

describe.each(doors)('the REST lines of validation on %s', (door) => {
  let url: string;
  const post = (path: string, body: object, headers = {}) => callRest(url, 'POST', path, { body, headers });

  beforeAll(async () => {
    url = await urlOf(door, 'validation');
  });

  it('POST /validate/code answers 201 with the report on files of the request', async () => {
    const files = [{ path: 'a.js', content: 'var a = 1;\n' }];
    const { status, body } = await post('/validate/code', { files });

    expect(status).toBe(201);
    const report = body as { summary: object; diagnostics: object[]; tools: object[] };
    expect(Object.keys(report)).toEqual(await documentedFields('Report'));
    expect(Object.keys(report.summary)).toEqual(await documentedFields('Report', 'summary'));
    expect(report).toMatchObject({
      report_id: expect.stringMatching(uuidV7),
      project_id: null,
      kind: 'code',
      status: 'failed',
      started_at: expect.stringMatching(instant),
      finished_at: expect.stringMatching(instant),
      duration_ms: expect.any(Number),
      tests: [],
    });
    expect(report.tools).toContainEqual({ name: 'eslint', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect(Object.keys(report.diagnostics[0] ?? {})).toEqual(await documentedFields('Diagnostic'));
    expect(report.diagnostics).toContainEqual(
      expect.objectContaining({ tool: 'eslint', severity: 'error', path: 'a.js', line: 1 }),
    );
  });

  it('POST /validate/code runs only the requested checks', async () => {
    const files = [{ path: 'a.js', content: 'var a   = 1;\n' }];
    const { body } = await post('/validate/code', { files, checks: ['format'] });
    const { diagnostics, summary } = body as { diagnostics: { tool: string }[]; summary: object };
    expect(diagnostics.map(({ tool }) => tool)).toEqual(['prettier']);
    expect(summary).toMatchObject({ unformatted: 1 });
  });

  it('POST /validate/code with Prefer: respond-async answers 202 with the Location of the report', async () => {
    const answer = await post('/validate/code', { project_id: projectId }, { prefer: 'respond-async' });
    expect(answer).toMatchObject({ status: 202, body: { status: expect.stringMatching(/^(?:queued|running)$/) } });

    const location = answer.headers.get('location') ?? '';
    expect(location).toMatch(/^\/validate\/report\?report_id=/);
    const finished = await waitFor(
      async () => {
        const report = await callRest(url, 'GET', location);
        return (report.body as { status: string }).status === 'passed' ? report : undefined;
      },
      { description: 'the queued report to be finished' },
    );
    expect(finished.status).toBe(200);
  });

  it('POST /validate/tests runs the tests of a project', async () => {
    expect(await post('/validate/tests', { project_id: projectId })).toMatchObject({
      status: 201,
      body: { project_id: projectId, kind: 'tests', status: 'passed', summary: { tests_passed: 1, tests_failed: 0 } },
    });
  });

  it('GET /validate/report answers one report, or the newest of a project and kind', async () => {
    const made = (await post('/validate/code', { project_id: projectId })) as RestAnswer & {
      body: { report_id: string };
    };
    const get = (query: string) => callRest(url, 'GET', `/validate/report?${query}`);

    expect(await get(`report_id=${made.body.report_id}`)).toMatchObject({ status: 200, body: made.body });
    expect(await get(`project_id=${projectId}&kind=code`)).toMatchObject({ status: 200, body: made.body });
  });

  it.each([
    ['report_id=01900000-0000-7000-8000-000000000000', 404],
    ['project_id=01900000-0000-7000-8000-000000000000', 404],
    ['', 400],
    ['project_id=01900000-0000-7000-8000-000000000000&kind=style', 400],
  ])('GET /validate/report?%s answers %i', async (query, status) => {
    const answer = await callRest(url, 'GET', `/validate/report?${query}`);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});
