import ts from 'typescript';
import { syntaxRule, type Diagnostic } from '../diagnostic.js';
import type { TextFile } from '../protocol.js';
import { flatMessage, placeOf } from './typescript-diagnostic.js';

/** The first place at which a file stops being JavaScript or TypeScript; the parser's later complaints follow from it. */
export function findSyntaxError({ path, text }: TextFile): Diagnostic[] {
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

/** The parser keeps its complaints on the file; TypeScript's types leave them out. */
function parseDiagnosticsOf(source: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return (
    (source as ts.SourceFile & { readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics ??
    []
  );
}
