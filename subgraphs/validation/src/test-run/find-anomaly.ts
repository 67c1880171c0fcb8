import { constants } from 'node:os';
import type { SandboxExit } from '../sandbox/sandbox.js';
import type { TestAnswer } from './test-answer.js';
import { maxTextLength } from './test-protocol.js';

/** Of what the process printed, from its end. */
const maxPrinted = 8_000;

/**
 * Describes why the results of a process cannot be relied on, from how it ended and from which records it had written by
 * then; null where it ended well.
 */
export function findAnomaly(answer: TestAnswer, exit: SandboxExit, timeoutMs: number): string | null {
  const fault = findFault(answer, exit, timeoutMs);
  return fault && `${fault} ${exit.errorOutput.slice(-maxPrinted)}`.trim().slice(0, maxTextLength);
}

function findFault({ begin, end, tests }: TestAnswer, exit: SandboxExit, timeoutMs: number): string | null {
  if (begin?.fault) return `The project could not be written down: ${begin.fault}`;
  const ending = describeEnd(exit, timeoutMs);
  if (!end || exit.reason !== 'exited') return `${ending} before its tests did.`;
  if (!end.isControlRed) return 'The tests changed how results are reported: a failing test of ours was not told.';
  const isRed = tests.some(({ status }) => status === 'FAILED');
  return exit.code === 0 || isRed ? null : `${ending} though no test failed.`;
}

const reasons = {
  memory: 'It took more memory than it may, and was ended',
  output: 'It wrote more than it may, and was ended',
  aborted: 'It was given up',
  'not-started': 'The sandbox could not be started, and so the process ended',
} as const;

function describeEnd({ reason, code, signal, refusal }: SandboxExit, timeoutMs: number): string {
  if (reason === 'wall') return `It was ended after ${Math.round(timeoutMs)} ms`;
  if (reason === 'refused') return `It wrote what is no result (${refusal}), and was ended`;
  if (reason !== 'exited' && reason !== 'killed') return reasons[reason];
  const name = signal ?? signalOf(code);
  return name ? `It ended by ${name}` : `It ended with exit code ${code}`;
}

/** A shell and the launchers tell of a program's end by a signal with the exit code 128 and the signal's number. */
function signalOf(code: number | null): string | undefined {
  return Object.entries(constants.signals).find(([, number]) => code === 128 + number)?.[0];
}
