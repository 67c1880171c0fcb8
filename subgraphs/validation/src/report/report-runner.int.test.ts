import { createEvent } from '@skillwright/contracts/events';
import { validationErrors } from '@skillwright/contracts/validation';
import { coreErrors, newId } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import {
  createReportParts,
  createRequest,
  FakeValidator,
  goodVerdict,
  type ReportParts,
} from '../../test/report-parts.js';
import { fileDiagnostic } from '../checks/diagnostic.js';
import { createReportEvent } from './report-event.js';
import { isFinished, toOutcome, type Report } from './report.js';

describe('the queue of reports', () => {
  let parts: ReportParts;

  beforeEach(async () => {
    parts = await createReportParts({ maxOpen: 20 });
  });
  afterEach(() => parts.dispose());

  const find = async (id: string) => (await parts.repository.findReports([id]))[0] as Report;
  const ended = async (id: string): Promise<Report> => {
    await waitFor(async () => isFinished(await find(id)), { description: 'the end' });
    return find(id);
  };
  const events = async () =>
    (await parts.prisma.outbox.findMany({ orderBy: { sequence: 'asc' } })).map(({ type, aggregateid, payload }) => ({
      ...{ type, key: aggregateid, payload: payload as Record<string, unknown> },
    }));
  const endOf = (report: Parameters<typeof createReportEvent>[0], at = new Date()) => ({
    ...{ finishedAt: at, durationMs: 1, projectRevision: null },
    event: createReportEvent(report, toOutcome(goodVerdict), at),
  });

  it('stores the verdict, its event and nothing of the input, all at once', async () => {
    const queue = parts.createQueue();
    const request = createRequest({ traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` });
    const error = fileDiagnostic('rule', 'a.js', 'half \ud800 and \0');
    const validator = new FakeValidator(async () => ({
      ...goodVerdict,
      summary: { ...goodVerdict.summary, errors: 1, filesChecked: 1 },
      diagnostics: [error],
    }));
    await queue.add(request);
    parts.createRunner({ queue, validator }).start();
    expect(await ended(request.id)).toMatchObject({ status: 'FAILED', summary: { errors: 1, filesChecked: 1 } });
    const row = await parts.prisma.report.findUniqueOrThrow({ where: { id: request.id } });
    expect(row).toMatchObject({ input: null, lockedBy: null, attempts: 1 });
    expect(await parts.repository.findDiagnostics([request.id])).toEqual([[{ ...error, message: 'half � and �' }]]);
    expect(await events()).toEqual([
      {
        ...{ type: 'validation.completed', key: request.id },
        payload: expect.objectContaining({ validation_id: request.id, status: 'failed', errors: 1, kind: 'code' }),
      },
    ]);
    expect(await parts.prisma.outbox.findFirst()).toMatchObject({ traceparent: request.traceparent });
  });

  it('gives each report to one worker among many', async () => {
    const requests = Array.from({ length: 12 }, () => createRequest());
    const validators = [1, 2, 3].map(() => new FakeValidator());
    for (const request of requests) await parts.createQueue().add(request);
    for (const validator of validators) {
      parts.createRunner({ queue: parts.createQueue(), validator, concurrency: 2 }).start();
    }
    await Promise.all(requests.map(({ id }) => ended(id)));
    expect(validators.reduce((sum, { calls }) => sum + calls, 0)).toBe(12);
    expect(await events()).toHaveLength(12);
  });

  it('works on no more reports at a time than it may', async () => {
    const queue = parts.createQueue();
    const requests = Array.from({ length: 5 }, () => createRequest());
    for (const request of requests) await queue.add(request);
    let now = 0;
    let most = 0;
    const validator = new FakeValidator(async () => {
      now += 1;
      most = Math.max(most, now);
      await parts.prisma.report.count();
      now -= 1;
      return goodVerdict;
    });
    parts.createRunner({ queue, validator, concurrency: 2 }).start();
    await Promise.all(requests.map(({ id }) => ended(id)));
    expect(most).toBe(2);
  });

  it('takes up what a dead worker left behind, and lets that one store nothing any more', async () => {
    const dead = parts.createQueue();
    const request = createRequest();
    await dead.add(request);
    const leased = await dead.lease(1, new Date());
    expect(leased).toMatchObject({ id: request.id, attempts: 1 });
    parts.createRunner({ queue: parts.createQueue(), validator: new FakeValidator() }).start();
    expect(await ended(request.id)).toMatchObject({ status: 'PASSED' });
    if (!leased) throw new Error('unreachable');
    expect(await dead.finish(leased, toOutcome(goodVerdict), endOf(leased))).toBe(false);
    expect(await dead.renew(leased, 1_000)).toBe(false);
    expect(await events()).toHaveLength(1);
  });

  it('leaves a report to its worker as long as that one shows signs of life', async () => {
    const queue = parts.createQueue();
    const request = createRequest();
    await queue.add(request);
    let finish = () => {};
    const working = new Promise<void>((resolve) => (finish = resolve));
    const first = new FakeValidator(() => working.then(() => goodVerdict));
    parts.createRunner({ queue, validator: first, leaseMs: 150 }).start();
    await waitFor(() => first.calls === 1);
    const lockedUntil = async () => (await parts.prisma.report.findFirst())?.lockedUntil?.getTime() ?? 0;
    const before = await lockedUntil();
    await waitFor(async () => (await lockedUntil()) > before + 300);
    expect(await parts.createQueue().lease(1_000, new Date())).toBeUndefined();
    finish();
    expect(await ended(request.id)).toMatchObject({ status: 'PASSED' });
  });

  it('ends a report that was begun too often, without a verdict', async () => {
    const queue = parts.createQueue();
    const request = createRequest();
    await queue.add(request);
    await parts.prisma.report.update({ where: { id: request.id }, data: { attempts: 3 } });
    const validator = new FakeValidator();
    parts.createRunner({ queue, validator }).start();
    expect(await ended(request.id)).toMatchObject({ status: 'ERROR', failure: { code: 'VALIDATION_GAVE_UP' } });
    expect(validator.calls).toBe(0);
    expect(await events()).toMatchObject([{ type: 'validation.failed', payload: { code: 'VALIDATION_GAVE_UP' } }]);
  });

  it('tries again after an outage, and takes the fault as the outcome when there is no end of it', async () => {
    const queue = parts.createQueue();
    const request = createRequest();
    await queue.add(request);
    const validator = new FakeValidator(async () => {
      throw coreErrors.NEIGHBOUR_UNAVAILABLE({ neighbour: 'generation' });
    });
    parts.createRunner({ queue, validator }).start();
    for (const attempt of [1, 2]) {
      await waitFor(async () => validator.calls === attempt && (await find(request.id)).status === 'QUEUED');
      // The pause is over.
      await parts.prisma.report.update({ where: { id: request.id }, data: { lockedUntil: new Date(0) } });
    }
    expect(await ended(request.id)).toMatchObject({ status: 'ERROR', failure: { code: 'NEIGHBOUR_UNAVAILABLE' } });
    expect(validator.calls).toBe(3);
  });

  it('does not try again what will not change', async () => {
    const queue = parts.createQueue();
    const request = createRequest();
    await queue.add(request);
    const validator = new FakeValidator(async () => {
      throw validationErrors.SANDBOX_UNAVAILABLE({ faults: 'bubblewrap: no.' });
    });
    parts.createRunner({ queue, validator }).start();
    const report = await ended(request.id);
    expect(report.failure).toEqual({
      code: 'SANDBOX_UNAVAILABLE',
      message: 'Not run: this machine offers no isolation. bubblewrap: no.',
    });
    expect(validator.calls).toBe(1);
  });

  it('gives a report back when the service stops, and the next process carries it out as if nothing had been', async () => {
    const queue = parts.createQueue();
    const request = createRequest();
    await queue.add(request);
    const validator = new FakeValidator(
      (signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const runner = parts.createRunner({ queue, validator });
    runner.start();
    await waitFor(() => validator.calls === 1);
    await runner.stop();
    expect(await parts.prisma.report.findFirst()).toMatchObject({ status: 'QUEUED', attempts: 0, lockedBy: null });
    parts.createRunner({ queue: parts.createQueue(), validator: new FakeValidator() }).start();
    expect(await ended(request.id)).toMatchObject({ status: 'PASSED' });
  });

  it('ends a report that was running when the process ended on a defect, twice, and lets what ran beside it finish', async () => {
    const queue = parts.createQueue();
    const [guilty, neighbour] = [createRequest(), createRequest()];
    await queue.add(guilty);
    const hang = (signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    for (const attempts of [1, 2]) {
      const validator = new FakeValidator(hang);
      const runner = parts.createRunner({ queue: parts.createQueue(), validator, concurrency: 2 });
      if (attempts === 2) await queue.add(neighbour);
      runner.start();
      await waitFor(() => validator.calls === attempts);
      // As Node does before it ends the process, which then stops its parts in order.
      (process as NodeJS.EventEmitter).emit('uncaughtExceptionMonitor', new Error('a defect'), 'uncaughtException');
      await runner.stop();
      expect(await parts.prisma.report.findUnique({ where: { id: guilty.id } })).toMatchObject({
        ...{ status: 'RUNNING', attempts },
      });
      // The lease runs out.
      await parts.prisma.report.updateMany({ data: { lockedUntil: new Date(0) } });
    }
    const validator = new FakeValidator();
    parts.createRunner({ queue: parts.createQueue(), validator }).start();
    expect(await ended(guilty.id)).toMatchObject({
      status: 'ERROR',
      failure: {
        code: 'VALIDATION_GAVE_UP',
        message: 'The validation was started 2 times and never finished.',
      },
    });
    expect(await ended(neighbour.id)).toMatchObject({ status: 'PASSED' });
    expect(validator.calls).toBe(1);
  });

  it('stores what was found out once the database is back, and has it found out once', async () => {
    const queue = parts.createQueue();
    const request = createRequest();
    await queue.add(request);
    const validator = new FakeValidator(async () => {
      await parts.network.close();
      return goodVerdict;
    });
    parts.createRunner({ queue, validator, concurrency: 2, leaseMs: 100 }).start();
    const row = () => parts.prisma.report.findUniqueOrThrow({ where: { id: request.id } });
    await waitFor(() => validator.calls === 1);
    await waitFor(async () => ((await row()).lockedUntil ?? new Date()) < new Date(), {
      description: 'the end of the lease',
    });
    await parts.network.mend();
    expect(await ended(request.id)).toMatchObject({ status: 'PASSED' });
    expect(await row()).toMatchObject({ attempts: 1 });
    expect(validator.calls).toBe(1);
    expect(await events()).toHaveLength(1);
  });

  it('knows an outcome that it has stored already from one of another worker', async () => {
    const queue = parts.createQueue();
    await queue.add(createRequest());
    const leased = await queue.lease(60_000, new Date());
    if (!leased) throw new Error('unreachable');
    const end = endOf(leased);
    expect(await queue.finish(leased, toOutcome(goodVerdict), end)).toBe(true);
    expect(await queue.finish(leased, toOutcome(goodVerdict), end)).toBe(true);
    expect(await queue.finish(leased, toOutcome(goodVerdict), endOf(leased))).toBe(false);
    expect(await events()).toHaveLength(1);
  });

  it('refuses more than it can hold', async () => {
    const queue = parts.createQueue();
    for (let count = 0; count < 20; count += 1) await queue.add(createRequest());
    await expect(queue.add(createRequest())).rejects.toMatchObject({
      ...{ code: 'VALIDATION_QUEUE_FULL', category: 'unavailable', retryable: true },
    });
    expect(await parts.prisma.report.count()).toBe(20);
  });

  it('queues one report for an event that is delivered twice, also when the first try was refused', async () => {
    const queue = parts.createQueue();
    const projectId = newId();
    const event = createEvent(
      'feature.generated',
      projectId,
      {
        ...{ project_id: projectId, name: 'f', template_id: newId(), revision: 2, files_count: 1 },
        timestamp: new Date().toISOString(),
      },
      { source: '/skillwright/generation' },
    );
    const request = () => createRequest({ projectId, files: null });
    const crowd = Array.from({ length: 20 }, () => createRequest());
    for (const other of crowd) await queue.add(other);
    await expect(queue.addOnce(request(), event)).rejects.toMatchObject({ code: 'VALIDATION_QUEUE_FULL' });
    await parts.prisma.report.deleteMany();
    const outcomes = await Promise.all([queue.addOnce(request(), event), queue.addOnce(request(), event)]);
    expect(outcomes.sort()).toEqual([false, true]);
    expect(await parts.prisma.report.findMany()).toMatchObject([{ projectId, requestedByEvent: event.id }]);
  });

  it("ends a project's report that vanished or does not fit, with a reason", async () => {
    const queue = parts.createQueue();
    const [gone, odd] = [newId(), newId()];
    parts.projects.projects.set(odd, {
      revision: 3,
      files: [{ path: '../x', content: '', encoding: 'UTF8', executable: false }],
    });
    const requests = [gone, odd].map((projectId) => createRequest({ projectId, files: null }));
    for (const request of requests) await queue.add(request);
    parts.createRunner({ queue, validator: new FakeValidator() }).start();
    const reports = await Promise.all(requests.map(({ id }) => ended(id)));
    expect(reports.map(({ failure }) => failure?.code)).toEqual(['PROJECT_NOT_FOUND', 'PROJECT_NOT_FIT']);
    expect(reports[1]?.failure?.message).toContain('files[0].path');
    expect((await events()).map(({ key }) => key).sort()).toEqual([gone, odd].sort());
  });
});
