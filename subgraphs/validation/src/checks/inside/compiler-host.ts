import ts from 'typescript';
import { projectFolder } from './project.js';

/** The parsed files of the toolchain, which never change while the worker lives. */
const parsed = new Map<string, ts.SourceFile>();

/**
 * A compiler host on the sandbox's file system that parses the toolchain's files once for all jobs, and writes nothing.
 * Calls `onFile` for each file that it is asked for.
 */
export function createCompilerHost(options: ts.CompilerOptions, onFile: () => void): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const getSourceFile: ts.CompilerHost['getSourceFile'] = (fileName, how, onError, fresh) => {
    onFile();
    if (fileName.startsWith(projectFolder)) return host.getSourceFile(fileName, how, onError, fresh);
    const key = `${fileName}:${typeof how === 'object' ? `${how.languageVersion}:${how.impliedNodeFormat}:${how.jsDocParsingMode}` : how}`;
    const known = parsed.get(key);
    if (known) return known;
    const source = host.getSourceFile(fileName, how, onError, fresh);
    if (source) parsed.set(key, source);
    return source;
  };
  return { ...host, getSourceFile, getCurrentDirectory: () => projectFolder, writeFile: () => undefined };
}
