import { validationErrors } from '@skillwright/contracts/validation';
import { Permits } from '@skillwright/service/timing';
import { fileDiagnostic, type Diagnostic, type DiagnosticCounts } from '../checks/diagnostic.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { CheckWorker, type CheckAttempt, type CheckDeadlines } from './check-worker.js';
import type { CheckJob, CheckUnit, FoundUnit } from './worker-protocol.js';

const checkDeadlines: CheckDeadlines = { startMs: 60_000, unitMs: 30_000, jobMs: 90_000 };
/** More files than this that end a worker end the job too. */
const maxFatalUnits = 5;
/** Counts are stored as integers of 32 bits. */
const maxCount = 2_000_000_000;

export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: DiagnosticCounts;
  readonly filesChecked: number;
}

export interface CheckPoolOptions {
  readonly sandbox: Sandbox;
  /** How many jobs are checked at the same time. */
  readonly size: number;
  readonly deadlines?: CheckDeadlines;
}

/** Workers kept warm for the next job. A file that ends one is a finding; the rest of its job goes on in another. */
export class CheckPool {
  private readonly idle: CheckWorker[] = [];
  private readonly all = new Set<CheckWorker>();
  private readonly turns: Permits;

  constructor(private readonly options: CheckPoolOptions) {
    this.turns = new Permits(options.size);
  }

  /** Starts the first worker, so that the first job finds it warm. */
  start(): void {
    this.idle.push(this.createWorker());
  }

  async stop(): Promise<void> {
    await Promise.all([...this.all].map((worker) => worker.stop()));
  }

  /** Carries a job out. Throws RESULTS_REFUSED, an Error where a worker does not even start, and on `signal`. */
  async check(job: Omit<CheckJob, 'skip'>, signal?: AbortSignal): Promise<CheckResult> {
    const endTurn = await this.turns.acquire(signal);
    try {
      signal?.throwIfAborted();
      return await this.checkInTurn(job, signal);
    } finally {
      endTurn?.();
    }
  }

  private async checkInTurn(job: Omit<CheckJob, 'skip'>, signal?: AbortSignal): Promise<CheckResult> {
    const fatal: { unit: CheckUnit; because: string }[] = [];
    for (;;) {
      const worker = this.takeWorker();
      const skip = fatal.map(({ unit }) => unit);
      const attempt = await worker.run({ ...job, skip }, this.options.deadlines ?? checkDeadlines, signal);
      this.giveBack(worker);
      signal?.throwIfAborted();
      if (!attempt.ended) return toResult(attempt, fatal.map(toFinding));
      const { at, because, detail } = attempt.ended;
      // An earlier job may be to blame: this one gets another worker, in the end one that has had no job before it.
      if (worker.wasUsed && (!at || because === 'refused')) continue;
      if (because === 'refused') throw validationErrors.RESULTS_REFUSED({ fault: detail });
      if (!at) throw new Error(`The checks ${because}, before they began: ${detail}`);
      fatal.push({ unit: at, because });
      if (fatal.length >= maxFatalUnits) {
        return toResult(attempt, [...fatal.map(toFinding), gaveUp]);
      }
    }
  }

  private takeWorker(): CheckWorker {
    for (let worker = this.idle.pop(); worker; worker = this.idle.pop()) {
      if (!worker.isSpent) return worker;
      this.drop(worker);
    }
    return this.createWorker();
  }

  private giveBack(worker: CheckWorker): void {
    if (worker.isSpent) this.drop(worker);
    else this.idle.push(worker);
  }

  private createWorker(): CheckWorker {
    const worker = new CheckWorker(this.options.sandbox);
    this.all.add(worker);
    return worker;
  }

  private drop(worker: CheckWorker): void {
    void worker.stop().then(() => this.all.delete(worker));
  }
}

const gaveUp = fileDiagnostic(
  'checks-ended',
  null,
  `The checks were given up after ${maxFatalUnits} files had ended them; this report does not cover the rest.`,
);

function toFinding({ unit, because }: { unit: CheckUnit; because: string }): Diagnostic {
  const what = unit.path === null ? 'This project' : 'This file';
  const how = { crashed: 'crashed', 'too slow': 'ran out of time on', 'out of memory': 'ran out of memory on' }[
    because
  ];
  return fileDiagnostic(
    'check-ended',
    unit.path,
    `${what} was not checked: the ${unit.check.toLowerCase()} check ${how ?? 'ended on'} it.`,
  );
}

function toResult({ found, filesChecked }: CheckAttempt, more: readonly Diagnostic[]): CheckResult {
  const sum = (count: (unit: FoundUnit) => number) =>
    found.reduce((total, unit) => Math.min(maxCount, total + count(unit)), 0);
  return {
    diagnostics: [...more, ...found.flatMap(({ diagnostics }) => diagnostics)],
    counts: {
      errors: sum(({ counts }) => counts.errors) + more.length,
      warnings: sum(({ counts }) => counts.warnings),
      unformatted: sum(({ counts }) => counts.unformatted),
    },
    filesChecked,
  };
}
