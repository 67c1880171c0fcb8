import { fileDiagnostic, type Diagnostic } from '../checks/diagnostic.js';
import type { FoundTest } from './test-protocol.js';

/** Node's, CommonJS' and Jest's words for a package that is not there. */
const missingPackage = /Cannot find (?:package|module) '((?:@[\w.-]+\/)?[\w][\w.-]*)[^']*'/;

/** A finding for each package that failing tests wanted and the toolchain does not have. */
export function findMissingPackages(tests: readonly FoundTest[]): Diagnostic[] {
  const wanted = new Map<string, string>();
  for (const { path, message } of tests) {
    const name = message?.match(missingPackage)?.[1];
    if (name !== undefined && !wanted.has(name)) wanted.set(name, path);
  }
  return [...wanted].map(([name, path]) =>
    fileDiagnostic('dependency-not-in-toolchain', path, `dependency not in the toolchain: ${name}`),
  );
}
