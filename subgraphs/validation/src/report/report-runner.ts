import { OutageLog, runAs, ServiceError, servicePrincipal, type Clock, type Logger } from '@skillwright/service';
import { GrowingPause, growingPauseMs } from '@skillwright/service/timing';
import { createReportEvent } from './report-event.js';
import type { ReportMetrics } from './report-metrics.js';
import type { LeasedReport, ReportEnd, ReportQueue } from './report-queue.js';
import type { Outcome } from './report.js';
import { runReport, type RunReportParts } from './run-report.js';

const principal = servicePrincipal('validation');
/** Above the sum of all deadlines of a report's work, in milliseconds. */
const reportTimeoutMs = 1_200_000;

export interface ReportRunnerOptions extends RunReportParts {
  readonly queue: ReportQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: ReportMetrics;
  /** How many reports are carried out at the same time. */
  readonly concurrency: number;
  /** How long a claim holds without being renewed. */
  readonly leaseMs?: number;
  /** The interval at which the runner looks for reports that other processes queued or left behind. */
  readonly pollMs?: number;
}

/** Claims reports from the queue, carries them out and finishes them, and gives back those that a stop cuts short. */
export class ReportRunner {
  private readonly running = new Map<string, Promise<void>>();
  private readonly finishedListeners = new Set<(id: string) => void>();
  private readonly stopping = new AbortController();
  private poll: NodeJS.Timeout | undefined;
  private leasing: Promise<void> | undefined;
  private isAskedAgain = false;
  private isDefect = false;
  private readonly onDefect = () => {
    this.isDefect = true;
  };

  private readonly queueOutage: OutageLog;

  constructor(private readonly options: ReportRunnerOptions) {
    const { logger } = options;
    const [away, back] = ['the queue of reports cannot be read', 'the queue of reports can be read again'];
    this.queueOutage = new OutageLog({ logger, away, back });
  }

  start(): void {
    process.on('uncaughtExceptionMonitor', this.onDefect);
    this.poll = setInterval(() => this.wake(), this.options.pollMs ?? 1_000);
    this.wake();
  }

  /**
   * Gives unfinished reports back, and ends. On a defect of the process none is given back: a report that ran then has used
   * up an attempt, and is claimed again when its lease runs out.
   */
  async stop(): Promise<void> {
    clearInterval(this.poll);
    this.stopping.abort();
    await this.leasing;
    await Promise.all(this.running.values());
    process.off('uncaughtExceptionMonitor', this.onDefect);
  }

  /** Makes the runner look into the queue now. */
  wake(): void {
    this.isAskedAgain = true;
    this.leasing ??= this.fill();
  }

  /** Calls back with the id of each report that ends here; returns how to stop it. */
  onFinished(listener: (id: string) => void): () => void {
    this.finishedListeners.add(listener);
    return () => this.finishedListeners.delete(listener);
  }

  get runningCount(): number {
    return this.running.size;
  }

  private get leaseMs(): number {
    return this.options.leaseMs ?? 30_000;
  }

  private async fill(): Promise<void> {
    while (this.isAskedAgain && !this.stopping.signal.aborted) {
      this.isAskedAgain = false;
      try {
        await this.leaseAll();
        this.queueOutage.succeeded();
      } catch (error) {
        this.queueOutage.failed({ err: error });
      }
    }
    // In the turn in which the loop has seen that nobody asked again: a later step could miss a wake-up in between.
    this.leasing = undefined;
  }

  private async leaseAll(): Promise<void> {
    const { queue, clock, concurrency } = this.options;
    while (this.running.size < concurrency && !this.stopping.signal.aborted) {
      const report = await queue.lease(this.leaseMs, clock(), [...this.running.keys()]);
      if (!report) return;
      const work = this.work(report).finally(() => {
        this.running.delete(report.id);
        this.wake();
      });
      this.running.set(report.id, work);
    }
  }

  private async work(report: LeasedReport): Promise<void> {
    const { queue, logger } = this.options;
    const lost = new AbortController();
    const heartbeat = setInterval(() => {
      queue.renew(report, this.leaseMs).then(
        (isHeld) => isHeld || lost.abort(),
        (error: unknown) => logger.warn({ err: error, report_id: report.id }, 'a lease could not be renewed'),
      );
    }, this.leaseMs / 3);
    try {
      await this.finish(report, AbortSignal.any([lost.signal, this.stopping.signal]));
    } catch (error) {
      if (lost.signal.aborted) logger.warn({ report_id: report.id }, 'a report was lost to another process');
      else if (this.isDefect) logger.warn({ report_id: report.id }, 'a report is left as the process ends on a defect');
      else if (this.stopping.signal.aborted) await this.giveBack(report);
      // The lease runs out by itself, and the report is claimed again.
      else logger.error({ err: error, report_id: report.id }, 'a report could not be finished');
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async finish(report: LeasedReport, signal: AbortSignal): Promise<void> {
    const { queue, clock, metrics, logger } = this.options;
    const request = { principal, traceparent: report.traceparent ?? undefined, timeoutMs: reportTimeoutMs, signal };
    const result = await runAs(request, (caller) => runReport(report, this.options, caller));
    if (!result) {
      const afterMs = growingPauseMs(report.attempts, { firstMs: 2_000, longestMs: 60_000 });
      await queue.release(report, { afterMs, uncounted: false });
      return;
    }
    const finishedAt = clock();
    const durationMs = Math.max(0, finishedAt.getTime() - report.startedAt.getTime());
    const event = createReportEvent(report, result.outcome, finishedAt);
    const { outcome, projectRevision } = result;
    const end = { finishedAt, durationMs, projectRevision, event };
    if (!(await this.store(report, outcome, end, signal))) return;
    metrics.observe(report.kind, outcome.status, durationMs);
    logger.info(
      { report_id: report.id, kind: report.kind, status: outcome.status, duration_ms: durationMs },
      'a report is finished',
    );
    this.finishedListeners.forEach((listener) => listener(report.id));
  }

  /** Stores the outcome, with growing pauses while the database is away: the work is not done a second time. */
  private async store(report: LeasedReport, outcome: Outcome, end: ReportEnd, signal: AbortSignal): Promise<boolean> {
    for (const pauses = new GrowingPause(); ; await pauses.wait(signal)) {
      try {
        return await this.options.queue.finish(report, outcome, end);
      } catch (error) {
        if (signal.aborted || !(error instanceof ServiceError && error.retryable)) throw error;
        this.options.logger.warn({ err: error, report_id: report.id }, 'a report cannot be stored yet');
      }
    }
  }

  private async giveBack(report: LeasedReport): Promise<void> {
    try {
      await this.options.queue.release(report, { afterMs: 0, uncounted: true });
    } catch (error) {
      this.options.logger.warn({ err: error, report_id: report.id }, 'a report could not be given back');
    }
  }
}
