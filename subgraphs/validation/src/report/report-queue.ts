import type { Event } from '@skillwright/contracts/events';
import type { SourceFile } from '../source/source-file.js';
import type { Outcome, ReportKind } from './report.js';

/** A validation that was asked for. */
export interface ReportRequest {
  readonly id: string;
  readonly kind: ReportKind;
  /** Either the project or the files. */
  readonly projectId: string | null;
  readonly files: readonly SourceFile[] | null;
  /** Null asks for all. */
  readonly checks: readonly string[] | null;
  readonly traceparent: string | null;
  readonly createdAt: Date;
}

/** A report that this process works on, as long as its lease holds. */
export interface LeasedReport extends ReportRequest {
  /** How often it was begun, this time included. */
  readonly attempts: number;
  /** Whether the process that began it last ended without finishing it or giving it back. */
  readonly wasAbandoned: boolean;
  readonly startedAt: Date;
}

/**
 * The reports that wait, in the order of their requests. A claim is a lease: it has to be renewed, and a report whose
 * process died is claimed again by another.
 */
export interface ReportQueue {
  /** Puts a request at the end. Throws VALIDATION_QUEUE_FULL. */
  add(request: ReportRequest): Promise<void>;
  /** Does the same once for each event, and returns false when the event was delivered before. Throws VALIDATION_QUEUE_FULL. */
  addOnce(request: ReportRequest, event: Event): Promise<boolean>;
  /**
   * Claims the oldest report that no process works on. The attempt counts from here on, however the process ends. `running`
   * are the reports that the caller works on: their leases may have run out while the database was away.
   */
  lease(leaseMs: number, now: Date, running?: readonly string[]): Promise<LeasedReport | undefined>;
  /** Prolongs the lease; false when it was lost. */
  renew(report: LeasedReport, leaseMs: number): Promise<boolean>;
  /** Gives a report back, to be claimed again after a pause; `uncounted` where an orderly stop cut the attempt short. */
  release(report: LeasedReport, again: { readonly afterMs: number; readonly uncounted: boolean }): Promise<void>;
  /**
   * Stores the outcome and its event in one transaction; false when the lease was lost, and nothing stored. May be called
   * again with the same `end` after an error.
   */
  finish(report: LeasedReport, outcome: Outcome, end: ReportEnd): Promise<boolean>;
}

export interface ReportEnd {
  readonly finishedAt: Date;
  readonly durationMs: number;
  readonly projectRevision: number | null;
  readonly event: Event;
}
