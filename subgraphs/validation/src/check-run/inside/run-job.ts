import { messageOf } from '../../checks/message-of.js';
import type { Check, LoadedFileCheck, LoadedProjectCheck, TextFile } from '../../checks/check.js';
import { findChecks } from '../../checks/check-registry.js';
import { countDiagnostics, fileDiagnostic, syntaxRule, type Diagnostic } from '../../checks/diagnostic.js';
import { fitDiagnostic } from '../../checks/limit-diagnostics.js';
import { isForeign } from '../../source/path-rules.js';
import {
  maxShownOfJob,
  maxShownOfUnit,
  unitKey,
  type CheckJob,
  type CheckUnit,
  type WorkerMessage,
} from '../worker-protocol.js';

/** A check with its tools at hand. */
export type ReadyCheck = { readonly check: Check } & (
  | { readonly kind: 'file'; readonly code: LoadedFileCheck }
  | { readonly kind: 'project'; readonly code: LoadedProjectCheck }
);

/** Loads the tools of checks. */
export function loadChecks(checks: readonly Check[]): Promise<ReadyCheck[]> {
  return Promise.all(
    checks.map(async (check): Promise<ReadyCheck> => {
      return check.kind === 'file'
        ? { check, kind: 'file', code: await check.load() }
        : { check, kind: 'project', code: await check.load() };
    }),
  );
}

/** Carries out one job, check by check and unit by unit. Passes each message to `say` as soon as it is due. */
export async function runJob(
  job: CheckJob,
  loaded: readonly ReadyCheck[],
  say: (message: WorkerMessage) => void,
): Promise<void> {
  const files = job.files.filter(({ path }) => !isForeign(path));
  const wanted = findChecks(
    job.checks,
    loaded.map(({ check }) => check),
  );
  const run = new JobRun(job, files, say);
  for (const ready of loaded) if (wanted.includes(ready.check)) await run.take(ready);
  say({ type: 'done', filesChecked: files.length, heapBytes: process.memoryUsage().heapUsed });
}

/** The rule of a file on which a tool threw. */
const failedRule = 'check-failed';
/** A long unit is announced again at this interval. */
const aliveMs = 1_000;

/** The course of one job. */
class JobRun {
  private readonly skipped: ReadonlySet<string>;
  /** Files that no later check is given, since their fault is reported already. */
  private readonly broken = new Set<string>();
  /** By tool: the files that it failed on, and may fail on again. */
  private readonly fatal = new Map<string, Set<string>>();
  private shown = 0;

  constructor(
    { skip }: CheckJob,
    private readonly files: readonly TextFile[],
    private readonly say: (message: WorkerMessage) => void,
  ) {
    this.skipped = new Set(skip.map(unitKey));
  }

  async take(ready: ReadyCheck): Promise<void> {
    const { check } = ready;
    if (ready.kind === 'file') return this.takeFiles(check, ready.code);
    await ready.code.run({
      files: this.files.filter(({ path }) => !check.tools.some(({ name }) => this.fatal.get(name)?.has(path))),
      isBroken: (path) => this.broken.has(path),
      inUnit: async (path, find) => (await this.inUnit({ check: check.name, path }, find)) !== undefined,
    });
  }

  private async takeFiles(check: Check, code: LoadedFileCheck): Promise<void> {
    const { checkFile, findings } = await code.prepare(this.files);
    if (findings?.length) await this.inUnit({ check: check.name, path: null }, () => findings);
    for (const file of this.files) {
      if (this.broken.has(file.path) || !code.selects(file)) continue;
      const found = await this.inUnit({ check: check.name, path: file.path }, () => checkFile(file));
      const hasFailed = !found || found.some(({ rule }) => rule === failedRule);
      if (hasFailed || found.some(({ rule }) => rule === syntaxRule)) this.broken.add(file.path);
      if (hasFailed) check.tools.forEach(({ name }) => this.remember(name, file.path));
    }
  }

  private remember(tool: string, path: string): void {
    this.fatal.set(tool, (this.fatal.get(tool) ?? new Set()).add(path));
  }

  /** Returns the findings; `undefined` where the unit is to be skipped. */
  private async inUnit(
    unit: CheckUnit,
    find: (stayAlive: () => void) => Promise<readonly Diagnostic[]> | readonly Diagnostic[],
  ): Promise<readonly Diagnostic[] | undefined> {
    if (this.skipped.has(unitKey(unit))) return undefined;
    let saidAt = performance.now();
    this.say({ type: 'begin', ...unit });
    const stayAlive = () => {
      if (performance.now() - saidAt < aliveMs) return;
      saidAt = performance.now();
      this.say({ type: 'begin', ...unit });
    };
    const diagnostics = await orFailure(() => find(stayAlive), unit);
    const room = Math.min(maxShownOfUnit, maxShownOfJob - this.shown);
    const passedOn = diagnostics.slice(0, room).map(fitDiagnostic);
    this.shown += passedOn.length;
    this.say({ type: 'found', ...unit, diagnostics: passedOn, counts: countDiagnostics(diagnostics) });
    return diagnostics;
  }
}

/** A tool that throws on a file has not checked it: that is a finding, not the end of the job. */
async function orFailure(
  find: () => Promise<readonly Diagnostic[]> | readonly Diagnostic[],
  { check, path }: CheckUnit,
): Promise<readonly Diagnostic[]> {
  try {
    return await find();
  } catch (error) {
    const message = messageOf(error);
    const what = path === null ? 'project' : 'file';
    const text = `The ${check.toLowerCase()} check could not work on this ${what}: ${message}`;
    return [fileDiagnostic(failedRule, path, text)];
  }
}
