import { encodingOf, toBytes } from '@skillwright/rules';
import type { TextFile } from '../checks/check.js';
import { fileDiagnostic, type Diagnostic } from '../checks/diagnostic.js';
import { isCodeFile } from '../source/path-rules.js';
import type { SourceFile } from '../source/source-file.js';

const maxTextBytes = 1024 * 1024;
/** Parsers call themselves for every bracket, and some end their process where the stack does. */
const maxDepth = 400;

/** The files that tools can read, and a finding for each that none of them may be given. */
export function selectTextFiles(files: readonly SourceFile[]): { texts: TextFile[]; diagnostics: Diagnostic[] } {
  const texts: TextFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const text = decode(file);
    const fault = findFault(file.path, text);
    if (fault) diagnostics.push(fault);
    else if (text !== undefined) texts.push({ path: file.path, text });
  }
  return { texts, diagnostics };
}

/** `undefined` where the bytes are no text. */
function decode(file: SourceFile): string | undefined {
  if (file.encoding === 'UTF8') return file.content.includes('\0') ? undefined : file.content;
  const bytes = toBytes(file);
  return encodingOf(bytes) === 'UTF8' && !bytes.includes(0) ? bytes.toString('utf8') : undefined;
}

function findFault(path: string, text: string | undefined): Diagnostic | undefined {
  if (text === undefined) {
    return isCodeFile(path)
      ? fileDiagnostic('not-text', path, 'The file is named as code and is not UTF-8 text.')
      : undefined;
  }
  if (Buffer.byteLength(text) > maxTextBytes) {
    return fileDiagnostic('file-too-large', path, `The file is larger than ${maxTextBytes} bytes and was not checked.`);
  }
  const line = findTooDeep(text);
  if (line === undefined) return undefined;
  const message = `Brackets are nested more than ${maxDepth} deep here; the file was not checked.`;
  return { ...fileDiagnostic('nesting-too-deep', path, message), line, column: 1 };
}

/** The line, from 1, on which the brackets of a text are open too deep; whether they stand in a string is not asked. */
export function findTooDeep(text: string): number | undefined {
  let depth = 0;
  let line = 1;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (character === 0x0a) line += 1;
    else if (character === 0x28 || character === 0x5b || character === 0x7b) depth += 1;
    else if (character === 0x29 || character === 0x5d || character === 0x7d) depth = Math.max(0, depth - 1);
    if (depth > maxDepth) return line;
  }
  return undefined;
}
