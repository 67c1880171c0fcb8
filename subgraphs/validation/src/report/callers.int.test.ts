import { createEvent } from '@skillwright/contracts/events';
import { toRecord } from '@skillwright/events';
import { newId, openCaller } from '@skillwright/service';
import { executeText, waitFor } from '@skillwright/testing';
import { createReportParts, createRequest, FakeValidator, goodVerdict } from '../../test/report-parts.js';
import { createTestValidationService, type TestValidationService } from '../../test/validation-service.js';
import type { Verdict } from './report.js';
import { requestReport } from './request-report.js';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('a call of the generation service', () => {
  let service: TestValidationService;
  const projectId = newId();

  beforeAll(async () => {
    service = await createTestValidationService({ sandbox: { sandbox: undefined, faults: [] } });
    service.generation.projects.set(projectId, { revision: 1, files: [{ path: 'a.js', content: '' }] });
    await service.app.start();
  });
  afterAll(() => service.dispose());

  const headersSince = (count: number) => service.generation.requests.slice(count).map(({ headers }) => headers);

  it('has the request id and the trace of the request, and that of its report has the trace', async () => {
    const before = service.generation.requests.length;
    const { status } = await service.rest({
      ...{ method: 'POST', url: '/validate/code', body: { project_id: projectId } },
      headers: { 'x-request-id': 'r-1', traceparent },
    });
    expect(status).toBe(201);
    expect(headersSince(before)).toMatchObject([
      { 'x-request-id': 'r-1', traceparent },
      { 'x-request-id': expect.any(String), traceparent },
    ]);
  });

  it('has the trace of the event that made the report', async () => {
    const before = service.generation.requests.length;
    const generated = createEvent(
      'project.generated',
      projectId,
      {
        ...{ project_id: projectId, name: 'shop', skill_id: newId(), template_id: newId() },
        ...{ output_path: '/srv/shop', files_count: 1, revision: 1, timestamp: new Date().toISOString() },
      },
      { source: '/skillwright/generation', traceparent },
    );
    await service.transport.publish([toRecord(generated)]);
    await waitFor(() => headersSince(before).length === 1);
    expect(headersSince(before)).toMatchObject([{ 'x-request-id': expect.any(String), traceparent }]);
  });

  it('ends when the client of its request disconnects, and no report is made', async () => {
    service.generation.mood = 'silent';
    const [requests, reports] = [service.generation.requests.length, await service.prisma.report.count()];
    const leaving = new AbortController();
    const answer = executeText(
      service.app.execute,
      `mutation { validateCode(input: { projectId: "${projectId}" }) { report { id } } }`,
      { signal: leaving.signal },
    );
    await waitFor(() => service.generation.requests.length > requests);
    leaving.abort();
    await answer;
    // The call by itself would end after 30 s.
    await waitFor(() => service.generation.abandoned.length === 1, { timeoutMs: 20_000 });
    service.generation.mood = 'well';
    expect(await service.prisma.report.count()).toBe(reports);
  });
});

describe('a caller that waits for its report', () => {
  it('waits no longer when its client disconnects, and the report goes on', async () => {
    const parts = await createReportParts();
    const [queue, { repository, projects }] = [parts.createQueue(), parts];
    let find: () => void = () => undefined;
    const finding = new Promise<Verdict>((resolve) => (find = () => resolve(goodVerdict)));
    const runner = parts.createRunner({ queue, validator: new FakeValidator(() => finding) });
    const { caller, abandon, close } = openCaller({ timeoutMs: 600_000 });
    const reports = { queue, repository, runner, projects, clock: () => new Date(), waitMs: 600_000 };
    const answer = requestReport(reports, 'CODE', { files: createRequest().files, async: false }, caller);
    await waitFor(() => runner.runningCount === 1);
    abandon();
    close();
    const { report } = await answer;
    expect(report.status).toMatch(/QUEUED|RUNNING/);
    find();
    await waitFor(async () => (await repository.findReports([report.id]))[0]?.status === 'PASSED');
    await parts.dispose();
  });
});
