import ts from 'typescript';
import type { Diagnostic } from '../diagnostic.js';
import { projectFolder } from './project-file-system.js';

/** A compiler's diagnostic as ours; `path` where it concerns a file of the project. */
export function fromTypeScript(diagnostic: ts.Diagnostic, path: string | null): Diagnostic {
  return {
    tool: 'typescript',
    rule: `TS${diagnostic.code}`,
    severity: diagnostic.category === ts.DiagnosticCategory.Error ? 'ERROR' : 'WARNING',
    path,
    ...placeOf(diagnostic),
    message: flatMessage(diagnostic),
    fixable: false,
  };
}

/** Line and column from 1; null where the diagnostic has no place. */
export function placeOf({ file, start }: ts.Diagnostic): { line: number | null; column: number | null } {
  if (!file || start === undefined) return { line: null, column: null };
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { line: line + 1, column: character + 1 };
}

/** The message with its explanations, each on a line of its own; paths are the project's. */
export function flatMessage({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, '\n').replaceAll(`${projectFolder}/`, '');
}
