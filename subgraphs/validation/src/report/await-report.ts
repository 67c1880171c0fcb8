import { ServiceError, type Caller } from '@skillwright/service';
import type { ReportRepository } from './report-repository.js';
import type { ReportRunner } from './report-runner.js';
import { isFinished, type Report, type WholeReport } from './report.js';

/** Another process may finish it, and tells nobody here. */
const lookMs = 500;

/**
 * The queued report once it is finished, here or in another process; as far as it is known where that takes more than
 * `waitMs`, and as soon as the caller's signal aborts. A database that is away meanwhile is waited out: the report is
 * queued, whatever becomes of the wait.
 */
export async function awaitReport(
  queued: Report,
  { repository, runner, waitMs }: { repository: ReportRepository; runner: ReportRunner; waitMs: number },
  { signal }: Caller,
): Promise<WholeReport> {
  const deadline = performance.now() + waitMs;
  for (let known: WholeReport = { report: queued, diagnostics: [], tests: [] }; ;) {
    const withinMs = Math.min(lookMs, Math.max(0, deadline - performance.now()));
    const finished = nextFinish(queued.id, runner, withinMs, signal);
    known = (await findWhole(queued.id, repository)) ?? known;
    if (isFinished(known.report) || signal.aborted || performance.now() >= deadline) {
      finished.cancel();
      return known;
    }
    await finished.done;
    if (signal.aborted) return known;
  }
}

/** Undefined where the report cannot be read now. */
async function findWhole(id: string, repository: ReportRepository): Promise<WholeReport | undefined> {
  try {
    const [report] = await repository.findReports([id]);
    if (!report) return undefined;
    if (!isFinished(report)) return { report, diagnostics: [], tests: [] };
    const [[diagnostics = []], [tests = []]] = await Promise.all([
      repository.findDiagnostics([id]),
      repository.findTests([id]),
    ]);
    return { report, diagnostics, tests };
  } catch (error) {
    if (error instanceof ServiceError && error.retryable) return undefined;
    throw error;
  }
}

/** Listening begins before the look into the database, so that no end falls between the two. */
function nextFinish(
  id: string,
  runner: ReportRunner,
  withinMs: number,
  signal: AbortSignal,
): { done: Promise<void>; cancel: () => void } {
  let cancel = () => {};
  const done = new Promise<void>((resolve) => {
    const stopListening = runner.onFinished((finishedId) => {
      if (finishedId === id) cancel();
    });
    const onAbort = () => cancel();
    const timer = setTimeout(onAbort, withinMs);
    signal.addEventListener('abort', onAbort, { once: true });
    cancel = () => {
      signal.removeEventListener('abort', onAbort);
      stopListening();
      clearTimeout(timer);
      resolve();
    };
  });
  return { done, cancel: () => cancel() };
}
