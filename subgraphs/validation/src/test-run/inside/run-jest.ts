import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { FoundTest } from '../test-protocol.js';
import { runChild } from './run-child.js';
import { coverageFolder } from './read-coverage.js';
import { findPlace } from './describe-failure.js';
import { projectFolder } from './write-project.js';
import type { RunProcess } from './run-process.js';

/** Jest's output with `--json` (its FormattedTestResults), as far as it is read here. */
interface JestResults {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly duration?: number | null;
      readonly failureMessages?: readonly string[] | null;
      readonly location?: { readonly line: number; readonly column: number } | null;
    }[];
  }[];
}

/** Runs test files written for Jest in one process, with a configuration of ours: TypeScript and ES modules just work. */
export const runJest: RunProcess = async ({ job, paths, timeoutMs }) => {
  const resultFile = `/tmp/${job.nonce}-${
    paths.length === 1
      ? Buffer.from(paths[0] ?? '')
          .toString('hex')
          .slice(-64)
      : 'all'
  }.json`;
  const end = await runChild({
    args: [
      ...['--experimental-vm-modules', '--no-warnings', '/opt/node_modules/jest/bin/jest.js'],
      // As text: for a file, Jest would look for another configuration in the project too.
      ...['--config', JSON.stringify(configuration), '--json', '--outputFile', resultFile, '--testLocationInResults'],
      ...['--runInBand', '--ci', '--watchman=false', '--passWithNoTests', '--runTestsByPath'],
      ...paths,
    ],
    env: job.coverage ? { NODE_V8_COVERAGE: coverageFolder } : {},
    input: '',
    timeoutMs,
  });
  const results = readResults(resultFile);
  if (!results || !end.isClean)
    return { tests: results ?? [], anomaly: `${end.ending} before its tests did. ${end.printed}` };
  return { tests: results, anomaly: null };
};

const configuration = {
  rootDir: projectFolder,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx', '.mts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '^.+\\.[cm]?tsx?$': [
      '/opt/node_modules/@swc/jest',
      { jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022' }, module: { type: 'es6' }, swcrc: false },
    ],
  },
  cacheDirectory: '/tmp/jest',
  haste: { enableSymlinks: false },
};

/** The results in the file; `undefined` where it is not there, or not as Jest writes it. */
function readResults(file: string): FoundTest[] | undefined {
  try {
    return toTests(JSON.parse(readFileSync(file, 'utf8')) as JestResults);
  } catch {
    return undefined;
  }
}

function toTests({ testResults }: JestResults): FoundTest[] {
  return testResults.flatMap(({ name, status, message, assertionResults }): FoundTest[] => {
    const path = relative(projectFolder, name);
    if (assertionResults.length === 0 && status === 'failed') {
      const failure = { message: plain(message), ...findPlace(plain(message), path) };
      return [{ path, titles: [], status: 'FAILED', durationMs: 0, ...failure }];
    }
    return assertionResults.map((result) => {
      const text = result.failureMessages?.map(plain).join('\n') ?? '';
      const place = findPlace(text, path);
      return {
        path,
        titles: [...result.ancestorTitles, result.title],
        status: result.status === 'passed' ? 'PASSED' : result.status === 'failed' ? 'FAILED' : 'SKIPPED',
        durationMs: result.duration ?? 0,
        message: result.status === 'failed' ? withoutStack(text) : null,
        line: place.line ?? result.location?.line ?? null,
        column: place.column ?? result.location?.column ?? null,
      };
    });
  });
}

// Jest colours some of its messages even with colours off.
const plain = (text: string) => text.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '');
const withoutStack = (text: string) => text.replace(/\n\s+at .*/g, '').slice(0, 4_000);
