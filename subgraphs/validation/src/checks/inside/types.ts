import { join } from 'node:path';
import ts from 'typescript';
import type { Diagnostic } from '../diagnostic.js';
import type { TextFile } from '../protocol.js';
import { createProjectFileSystem, projectPathOf } from '../types/project-file-system.js';
import { createCompilerHost } from './compiler-host.js';
import type { CheckOne } from './check-one.js';
import { readPrograms, type ProgramPlan } from './programs.js';
import { fromTypeScript } from './typescript-diagnostic.js';

export interface TypeCheck {
  readonly files: readonly TextFile[];
  /** Paths that cannot be parsed. */
  readonly broken: ReadonlySet<string>;
  /** Packages that the project asks for and nobody has. */
  readonly missing: ReadonlySet<string>;
  readonly checkOne: CheckOne;
}

/** Checks the types of a project's files, program by program. */
export async function checkTypes({ files, broken, missing, checkOne }: TypeCheck): Promise<void> {
  const fileSystem = createProjectFileSystem(files);
  const known = new Set(files.map(({ path }) => path));
  const plans: ProgramPlan[] = [];
  await checkOne({ step: 'types', path: null }, () => {
    const read = readPrograms(files, fileSystem);
    plans.push(...read.plans);
    return read.diagnostics;
  });
  for (const { configPath, options, fileNames } of plans) {
    const programs: ts.Program[] = [];
    await checkOne({ step: 'types', path: configPath }, (stayAlive) => {
      const host = createCompilerHost(options, fileSystem, stayAlive);
      const program = ts.createProgram({ rootNames: fileNames, options, host });
      programs.push(program);
      const diagnostics = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
      return diagnostics.map((diagnostic) => fromTypeScript(diagnostic, configPath));
    });
    for (const program of programs) {
      for (const source of program.getSourceFiles()) {
        const path = projectPathOf(source.fileName);
        if (path === undefined || !known.has(path) || broken.has(path)) continue;
        await checkOne({ step: 'types', path }, () => diagnosticsOf(program, source, path, missing));
      }
    }
  }
}

/** TS2307 and TS7016: a module, or its types, cannot be found. */
const unresolved = [2307, 7016];

function diagnosticsOf(
  program: ts.Program,
  source: ts.SourceFile,
  path: string,
  missing: ReadonlySet<string>,
): Diagnostic[] {
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    .filter(({ category }) => category === ts.DiagnosticCategory.Error || category === ts.DiagnosticCategory.Warning)
    .filter((diagnostic) => !(unresolved.includes(diagnostic.code) && isFrom(diagnostic, missing)))
    .map((diagnostic) => fromTypeScript(diagnostic, path));
}

/** Whether the diagnostic stands on the name of a module out of one of `packages`, which package.json was told about. */
function isFrom({ file, start, length }: ts.Diagnostic, packages: ReadonlySet<string>): boolean {
  if (!file || start === undefined || length === undefined) return false;
  const specifier = file.text.slice(start + 1, start + length - 1);
  const [scope = '', name = ''] = specifier.split('/');
  return packages.has(scope.startsWith('@') ? join(scope, name) : scope);
}
