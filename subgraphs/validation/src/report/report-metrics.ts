import { createDatabaseGauge } from '@skillwright/postgres';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { Outcome, ReportKind } from './report.js';

export interface ReportMetrics {
  /** Counts a report that ended. */
  observe(kind: ReportKind, status: Outcome['status'], durationMs: number): void;
}

/** The metrics of reports; `countOpen` is asked at each scrape. */
export function createReportMetrics(registry: Registry, countOpen: () => Promise<number>): ReportMetrics {
  const finished = new Counter({
    name: 'validation_reports_total',
    help: 'Reports that ended.',
    labelNames: ['kind', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'validation_report_duration_seconds',
    help: 'From the first start of a report to its end.',
    labelNames: ['kind'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    registers: [registry],
  });
  createDatabaseGauge(registry, {
    name: 'validation_reports_open',
    help: 'Reports that wait or run.',
    read: countOpen,
  });
  return {
    observe(kind, status, durationMs) {
      finished.inc({ kind: kind.toLowerCase(), status: status.toLowerCase() });
      durations.observe({ kind: kind.toLowerCase() }, durationMs / 1000);
    },
  };
}
