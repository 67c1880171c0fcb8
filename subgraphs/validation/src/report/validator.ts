import type { SourceFile } from '../source/source-file.js';
import type { Verdict } from './report.js';

/** Finds out how good a set of files is. Throws a ServiceError where that cannot be found out, and on `signal`. */
export interface Validator {
  checkCode(files: readonly SourceFile[], checks: readonly string[] | null, signal: AbortSignal): Promise<Verdict>;
  runTests(files: readonly SourceFile[], signal: AbortSignal): Promise<Verdict>;
}
