import { countDiagnostics, fileDiagnostic, syntaxRule, type Diagnostic } from '../diagnostic.js';
import { fitDiagnostic } from '../limit-diagnostics.js';
import {
  maxShownOfJob,
  maxShownOfUnit,
  unitKey,
  type CheckJob,
  type CheckUnit,
  type TextFile,
  type WorkerMessage,
} from '../protocol.js';
import type { CheckOne } from './check-one.js';
import { findMissingDependencies } from './dependencies.js';
import { createFormatter } from './format.js';
import { lint } from './lint.js';
import { isCodeFile, isIgnored } from './project.js';
import { findSyntaxError } from './syntax.js';
import { checkTypes } from './types.js';

/** The rule of a file on which a tool threw. */
const failedRule = 'check-failed';

/** Said so often at most. */
const aliveMs = 1_000;

/** Carries one job out, file by file, and says what it finds. */
export async function runJob(job: CheckJob, say: (message: WorkerMessage) => void): Promise<void> {
  const skipped = new Set(job.skip.map(unitKey));
  let shown = 0;
  const checkOne: CheckOne = async (unit, find) => {
    if (skipped.has(unitKey(unit))) return undefined;
    let saidAt = performance.now();
    say({ type: 'begin', ...unit });
    const stayAlive = () => {
      if (performance.now() - saidAt < aliveMs) return;
      saidAt = performance.now();
      say({ type: 'begin', ...unit });
    };
    const diagnostics = await orFailure(() => find(stayAlive), unit);
    const counts = countDiagnostics(diagnostics);
    const passedOn = diagnostics.slice(0, Math.min(maxShownOfUnit, maxShownOfJob - shown)).map(fitDiagnostic);
    shown += passedOn.length;
    say({ type: 'found', ...unit, diagnostics: passedOn, counts });
    return diagnostics;
  };

  const files = job.files.filter(({ path }) => !isIgnored(path));
  await runChecks(job, files, checkOne);
  say({ type: 'done', filesChecked: files.length, heapBytes: process.memoryUsage().heapUsed });
}

/** A file that one step cannot parse goes to no later one: its fault is said once. */
async function runChecks({ checks }: CheckJob, files: readonly TextFile[], checkOne: CheckOne): Promise<void> {
  const broken = new Set<string>();
  const unreadable = new Set<string>();
  const each = async (
    step: CheckUnit['step'],
    of: readonly TextFile[],
    find: (file: TextFile) => Diagnostic[] | Promise<Diagnostic[]>,
  ) => {
    for (const file of of) {
      if (broken.has(file.path)) continue;
      const found = await checkOne({ step, path: file.path }, () => find(file));
      const isUnreadable = !found || found.some(({ rule }) => rule === failedRule);
      if (isUnreadable || found.some(({ rule }) => rule === syntaxRule)) broken.add(file.path);
      // What the parser itself fails on would fail the compiler on all other files too.
      if (isUnreadable && step === 'syntax') unreadable.add(file.path);
    }
  };
  const code = files.filter(({ path }) => isCodeFile(path));
  await each('syntax', code, findSyntaxError);
  if (checks.includes('LINT')) await each('lint', code, lint);
  if (checks.includes('FORMAT')) {
    const formatter = await createFormatter(files);
    await checkOne({ step: 'format', path: null }, () => [...formatter.faults]);
    await each('format', files, (file) => formatter.check(file));
  }
  if (checks.includes('TYPES')) {
    const missing = findMissingDependencies(files);
    await checkOne({ step: 'types', path: null }, () => missing.diagnostics);
    const readable = files.filter(({ path }) => !unreadable.has(path));
    await checkTypes({ files: readable, broken, missing: missing.names, checkOne });
  }
}

/** A tool that throws on a file has not checked it: that is a finding, not the end of the job. */
async function orFailure(
  find: () => Diagnostic[] | Promise<Diagnostic[]>,
  { step, path }: CheckUnit,
): Promise<Diagnostic[]> {
  try {
    return await find();
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    const what = path === null ? 'project' : 'file';
    return [fileDiagnostic(failedRule, path, `The ${step} check could not work on this ${what}: ${message}`)];
  }
}
