import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFolder } from './write-project.js';

const maxMessageLength = 4_000;

export interface Failure {
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** Describes an error that a test threw: its message, and its place in the file at `path`. */
export function describeFailure(thrown: unknown, path: string): Failure {
  const error = causeOf(thrown);
  const text = error instanceof Error ? withName(error) : `The test threw ${String(error)}.`;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return { message: text.slice(0, maxMessageLength), ...findPlace(stack, path) };
}

/** The place of the first line of `stack` that lies in the file at `path`. */
export function findPlace(stack: string, path: string): { line: number | null; column: number | null } {
  for (const [, file = '', line, column] of stack.matchAll(/(?:\(|at )((?:file:\/\/)?\/[^\s()]*?):(\d+):(\d+)/g)) {
    const name = file.startsWith('file:') ? fileURLToPath(file.split('?')[0] ?? file) : file;
    if (relative(projectFolder, name) === path) return { line: Number(line), column: Number(column) };
  }
  return { line: null, column: null };
}

/** node:test wraps the error of a test in one of its own. */
function causeOf(thrown: unknown): unknown {
  const { code, cause } = (thrown ?? {}) as { code?: unknown; cause?: unknown };
  return code === 'ERR_TEST_FAILURE' && cause !== undefined ? cause : thrown;
}

/** An assertion's message is complete; another error's needs its name. */
function withName(error: Error): string {
  const isAssertion = (error as { code?: unknown }).code === 'ERR_ASSERTION';
  return isAssertion ? error.message : `${error.name}: ${error.message}`;
}
