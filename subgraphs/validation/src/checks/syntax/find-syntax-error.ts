import ts from 'typescript';
import { isCodeFile } from '../../source/path-rules.js';
import type { LoadedFileCheck, TextFile } from '../check.js';
import { syntaxRule, type Diagnostic } from '../diagnostic.js';
import { flatMessage, placeOf } from '../types/typescript-diagnostic.js';

export const loadedSyntaxCheck: LoadedFileCheck = {
  selects: ({ path }) => isCodeFile(path),
  prepare: () => ({ checkFile: findSyntaxError }),
};

/** The first place at which a file stops being JavaScript or TypeScript; the parser's later errors follow from it. */
function findSyntaxError({ path, text }: TextFile): Diagnostic[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const [first] = parseDiagnosticsOf(source);
  if (!first) return [];
  return [
    {
      ...{ tool: 'typescript', rule: syntaxRule, severity: 'ERROR', fixable: false, path },
      ...placeOf(first),
      message: `The file cannot be parsed: ${flatMessage(first)}`,
    },
  ];
}

/** The parser keeps its errors on the file; TypeScript's types leave them out. */
function parseDiagnosticsOf(source: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return (
    (source as ts.SourceFile & { readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics ??
    []
  );
}
