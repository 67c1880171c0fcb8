import type { Diagnostic, DiagnosticCounts, ToolVersion } from './diagnostic.js';

// What the service and its worker in the sandbox say to each other: one JSON value a line.

export type CodeCheck = 'LINT' | 'FORMAT' | 'TYPES';

/** One file's turn in one step of a job. */
export interface CheckUnit {
  readonly step: CheckStep;
  /** Null where the step looks at the project as a whole. */
  readonly path: string | null;
}

export const checkSteps = ['syntax', 'lint', 'format', 'types'] as const;
export type CheckStep = (typeof checkSteps)[number];

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface CheckJob {
  readonly checks: readonly CodeCheck[];
  readonly files: readonly TextFile[];
  /** Left out: what ended the worker in an earlier attempt at the same job. */
  readonly skip: readonly CheckUnit[];
}

export type WorkerMessage =
  | { readonly type: 'ready'; readonly tools: readonly ToolVersion[] }
  /** Said before a unit is begun, so that a worker that dies names the file that killed it; and again while it goes on. */
  | ({ readonly type: 'begin' } & CheckUnit)
  | ({ readonly type: 'found' } & FoundUnit)
  | { readonly type: 'done'; readonly filesChecked: number; readonly heapBytes: number };

/** What a unit gave. */
export interface FoundUnit extends CheckUnit {
  /** The first of them. */
  readonly diagnostics: readonly Diagnostic[];
  /** All of them. */
  readonly counts: DiagnosticCounts;
}

/** How many diagnostics a worker passes on; more are counted. */
export const maxShownOfUnit = 500;
export const maxShownOfJob = 5_000;

export function unitKey({ step, path }: CheckUnit): string {
  return `${step}:${path ?? ''}`;
}
