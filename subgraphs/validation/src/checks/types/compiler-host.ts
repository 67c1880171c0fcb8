import ts from 'typescript';
import { projectPathOf, type ProjectFileSystem } from './project-file-system.js';

/** The parsed files of the toolchain, which never change while the worker lives. */
const parsed = new Map<string, ts.SourceFile>();

/**
 * A compiler host on a project's file system that parses the toolchain's files once for all jobs, and writes nothing.
 * Calls `onFile` for each file that it is asked for.
 */
export function createCompilerHost(
  options: ts.CompilerOptions,
  fileSystem: ProjectFileSystem,
  onFile: () => void,
): ts.CompilerHost {
  const host: ts.CompilerHost = Object.assign(ts.createCompilerHost(options), fileSystem, {
    useCaseSensitiveFileNames: () => true,
    writeFile: () => undefined,
    trace: () => undefined,
  });
  const read = host.getSourceFile;
  host.getSourceFile = (fileName, how, onError, fresh) => {
    onFile();
    if (projectPathOf(fileName) !== undefined) return read(fileName, how, onError, fresh);
    const key = `${fileName}:${typeof how === 'object' ? `${how.languageVersion}:${how.impliedNodeFormat}:${how.jsDocParsingMode}` : how}`;
    const known = parsed.get(key);
    if (known) return known;
    const source = read(fileName, how, onError, fresh);
    if (source) parsed.set(key, source);
    return source;
  };
  return host;
}
