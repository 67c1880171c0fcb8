import type { TextFile } from '../checks/check.js';
import type { Diagnostic, DiagnosticCounts } from '../checks/diagnostic.js';

// The protocol between the service and a check worker in the sandbox: one JSON value a line.

/** One check's turn on one file, or on the project. */
export interface CheckUnit {
  /** The check's name. */
  readonly check: string;
  /** Null where the check looks at the project as a whole. */
  readonly path: string | null;
}

/** A project's files, and the checks to run on them: the work that one worker is given at once. */
export interface CheckJob {
  /** Null asks for all. */
  readonly checks: readonly string[] | null;
  readonly files: readonly TextFile[];
  /** The units to leave out: each ended a worker in an earlier attempt at the same job. */
  readonly skip: readonly CheckUnit[];
}

export type WorkerMessage =
  | { readonly type: 'ready' }
  /** Written before a unit is begun, so that the file is known if it ends the worker, and again while the unit goes on. */
  | ({ readonly type: 'begin' } & CheckUnit)
  | ({ readonly type: 'found' } & FoundUnit)
  | { readonly type: 'done'; readonly filesChecked: number; readonly heapBytes: number };

/** The findings of a unit. */
export interface FoundUnit extends CheckUnit {
  /** The first of them. */
  readonly diagnostics: readonly Diagnostic[];
  /** All of them. */
  readonly counts: DiagnosticCounts;
}

/** How many diagnostics a worker passes on; more are counted. */
export const maxShownOfUnit = 500;
export const maxShownOfJob = 5_000;

/** The same text for the same unit. */
export function unitKey({ check, path }: CheckUnit): string {
  return `${check}:${path ?? ''}`;
}
