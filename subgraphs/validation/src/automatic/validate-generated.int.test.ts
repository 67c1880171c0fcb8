import { createEvent } from '@skillwright/contracts/events';
import { toRecord } from '@skillwright/events';
import { newId } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import { createTestValidationService, type TestValidationService } from '../../test/validation-service.js';

describe('what is generated', () => {
  let service: TestValidationService;
  const projectId = newId();

  beforeAll(async () => {
    service = await createTestValidationService();
    service.generation.projects.set(projectId, {
      revision: 4,
      files: [
        { path: 'package.json', content: '{\n  "type": "module"\n}\n' },
        { path: 'src/a.ts', content: 'export const a: number = "1";\n' },
        {
          path: 'src/a.test.ts',
          content:
            'import test from "node:test";\nimport assert from "node:assert/strict";\n\ntest("a", () => assert.equal(1, 2));\n',
        },
      ],
    });
    await service.app.start();
  });
  afterAll(() => service.dispose());

  const generated = createEvent(
    'project.generated',
    projectId,
    {
      ...{ project_id: projectId, name: 'shop', skill_id: newId(), template_id: newId() },
      ...{ output_path: '/srv/shop', files_count: 2, revision: 4, timestamp: new Date().toISOString() },
    },
    { source: '/skillwright/generation' },
  );
  const reports = async () => {
    const { validationReports } = await service.query<{ validationReports: { nodes: Record<string, unknown>[] } }>(
      'query ($id: ID) { validationReports(projectId: $id) { nodes { id kind status project { id } diagnostics { path line rule } } } }',
      { id: projectId },
    );
    return validationReports.nodes;
  };

  it('is validated by itself, once, however often it is told, and the result is told too', async () => {
    await service.transport.publish([toRecord(generated), toRecord(generated)]);
    await waitFor(async () => (await reports())[0]?.['status'] === 'FAILED', { timeoutMs: 60_000 });
    const [report] = await reports();
    expect(report).toMatchObject({
      ...{ kind: 'CODE', project: { id: projectId } },
      diagnostics: [{ path: 'src/a.ts', line: 1, rule: 'TS2322' }],
    });
    await service.transport.publish([toRecord(generated)]);
    const last = createEvent(
      'feature.generated',
      projectId,
      {
        ...{ project_id: projectId, name: 'orders', template_id: newId(), revision: 5, files_count: 1 },
        timestamp: new Date().toISOString(),
      },
      { source: '/skillwright/generation' },
    );
    await service.transport.publish([toRecord(last)]);
    await waitFor(async () => (await service.events()).length === 2, { timeoutMs: 60_000 });
    expect(await reports()).toHaveLength(2);
    expect(await service.events()).toMatchObject(
      Array(2).fill({ topic: 'validation.completed', key: projectId, data: { status: 'failed', errors: 1 } }),
    );
    expect(await service.prisma.report.findFirst()).toMatchObject({ projectRevision: 4 });
  }, 120_000);

  it('has its tests run when somebody asks', async () => {
    const { status, body } = await service.rest({
      method: 'POST',
      url: '/validate/tests',
      body: { project_id: projectId },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ status: 'failed', kind: 'tests', project_id: projectId, summary: { tests_failed: 1, tests_passed: 0 } },
      tests: [{ name: 'src/a.test.ts > a', status: 'failed', message: expect.stringContaining('1 !== 2') }],
      diagnostics: [{ rule: 'test-failed', path: 'src/a.test.ts', line: 4 }],
    });
    const read = await service.rest({ method: 'GET', url: `/validate/report?project_id=${projectId}&kind=tests` });
    expect(read.body).toEqual(body);
  }, 60_000);
});
