import type { ReportRepository } from './report-repository.js';
import type { ReportRunner } from './report-runner.js';
import { isFinished } from './report.js';

/** Another process may finish it, and tells nobody here. */
const lookMs = 500;

/** Resolves when the report is finished, here or in another process, or when `waitMs` are over. */
export async function awaitReport(
  id: string,
  { repository, runner, waitMs }: { repository: ReportRepository; runner: ReportRunner; waitMs: number },
): Promise<void> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const finished = nextFinish(id, runner, Math.min(lookMs, Math.max(0, deadline - performance.now())));
    const [report] = await repository.findReports([id]);
    if (!report || isFinished(report) || performance.now() >= deadline) return finished.cancel();
    await finished.done;
  }
}

/** Listening begins before the look into the database, so that no end falls between the two. */
function nextFinish(id: string, runner: ReportRunner, withinMs: number): { done: Promise<void>; cancel: () => void } {
  let cancel = () => {};
  const done = new Promise<void>((resolve) => {
    const stopListening = runner.onFinished((finishedId) => {
      if (finishedId === id) cancel();
    });
    const timer = setTimeout(() => cancel(), withinMs);
    cancel = () => {
      stopListening();
      clearTimeout(timer);
      resolve();
    };
  });
  return { done, cancel: () => cancel() };
}
