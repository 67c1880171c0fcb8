import { isForeign } from '../source/path-rules.js';
import type { SourceFile } from '../source/source-file.js';
import type { Runner, TestFile } from './test-protocol.js';

// Also runs in the sandbox, where no package of ours can be imported.

const testName = /(^|[/._-])(test|spec)\.[cm]?[jt]sx?$/;
const testFolder = /(^|\/)(test|tests|__tests__)\/.*\.[cm]?[jt]sx?$/;

const usesNodeTest = /(from\s*|require\(\s*|import\(?\s*)['"]node:test['"]/;
const usesJestModule = /['"]@jest\/globals['"]/;
const usesGlobals = /^[ \t]*(describe|test|it)(\.\w+)*[ \t]*(\(|`)/m;
const importsATestFunction = /import\s*(type\s*)?(\{[^}]*\b(describe|test|it)\b[^}]*\}|test|tap)\s*from/;

/** The project's test files, by path, and which runner each is written for. */
export function findTestFiles(files: readonly SourceFile[]): TestFile[] {
  return files
    .filter(({ path, encoding }) => encoding === 'UTF8' && !isForeign(path))
    .flatMap(({ path, content }) => {
      const runner = runnerOf(content);
      if (testName.test(path)) return [{ path, runner: runner ?? 'node' }];
      // Helpers lie among the tests there.
      return testFolder.test(path) && runner ? [{ path, runner }] : [];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** By the modules that the file imports or the globals that it uses; `undefined` where it shows no sign of tests. */
function runnerOf(content: string): Runner | undefined {
  if (usesNodeTest.test(content)) return 'node';
  if (usesJestModule.test(content)) return 'jest';
  return usesGlobals.test(content) && !importsATestFunction.test(content) ? 'jest' : undefined;
}

/** Whether any of the files needs to be translated before Node can run it. */
export function isTypeScript(path: string): boolean {
  return /\.([cm]?tsx?|jsx)$/.test(path);
}
