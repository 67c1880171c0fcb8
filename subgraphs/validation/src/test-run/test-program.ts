import { ownFile, ownProgram } from '../sandbox/own-program.js';
import type { SandboxRun } from '../sandbox/sandbox.js';
import { coverageFolder, type Runner } from './test-protocol.js';

const nodeOptions: Readonly<Record<Runner, readonly string[]>> = {
  node: [
    ...['--enable-source-maps', '--no-warnings'],
    ...['--test-reporter', ownFile('test-run/inside/node-reporter'), '--test-reporter-destination', 'stdout'],
  ],
  jest: ['--experimental-vm-modules', '--no-warnings'],
};

/**
 * The shell is the first process of the sandbox: processes that the tests leave behind end with it, and Node is an ordinary
 * process to which signals mean what they mean elsewhere. Records go where the program's output goes; all that the tests
 * print goes to standard error.
 */
const script = `exec 3>&1 1>&2; NODE_ENV=test NODE_V8_COVERAGE=${coverageFolder} "$@"; exit $?`;

/** The command and mounts of a process that runs test files: Node, as a child of a shell. */
export function testProgram(runner: Runner): Required<Pick<SandboxRun, 'argv' | 'mounts'>> {
  const { argv, mounts } = ownProgram(`test-run/inside/${runner}-entry`, nodeOptions[runner]);
  return { argv: ['/bin/sh', '-c', script, 'tests', ...argv], mounts };
}
