import { join } from 'node:path';
import ts from 'typescript';
import { isCodeFile } from '../../source/path-rules.js';
import type { CheckedProject, LoadedProjectCheck } from '../check.js';
import type { Diagnostic } from '../diagnostic.js';
import { createCompilerHost } from './compiler-host.js';
import { findMissingDependencies } from './missing-dependencies.js';
import { readPrograms, type ProgramPlan } from './programs.js';
import { createProjectFileSystem, projectPathOf, type ProjectFileSystem } from './project-file-system.js';
import { fromTypeScript } from './typescript-diagnostic.js';

export const loadedTypesCheck: LoadedProjectCheck = {
  selects: ({ path }) => isCodeFile(path),
  run: checkTypes,
};

/** Checks the types of a project's files, program by program. */
async function checkTypes(project: CheckedProject): Promise<void> {
  const { files, inUnit } = project;
  const fileSystem = createProjectFileSystem(files);
  const missing = findMissingDependencies(files);
  const plans: ProgramPlan[] = [];
  await inUnit(null, () => {
    const read = readPrograms(files, fileSystem);
    plans.push(...read.plans);
    return [...missing.diagnostics, ...read.diagnostics];
  });
  const known = new Set(files.map(({ path }) => path));
  for (const plan of plans) {
    const program = await createProgram(plan, fileSystem, project);
    for (const source of program?.getSourceFiles() ?? []) {
      const path = projectPathOf(source.fileName);
      if (!program || path === undefined || !known.has(path) || project.isBroken(path)) continue;
      await inUnit(path, () => diagnosticsOf(program, source, path, missing.names));
    }
  }
}

/** `undefined` where the unit that makes the program failed, or is skipped. */
async function createProgram(
  { configPath, options, fileNames }: ProgramPlan,
  fileSystem: ProjectFileSystem,
  { inUnit }: CheckedProject,
): Promise<ts.Program | undefined> {
  let program: ts.Program | undefined;
  await inUnit(configPath, (stayAlive) => {
    const host = createCompilerHost(options, fileSystem, stayAlive);
    program = ts.createProgram({ rootNames: fileNames, options, host });
    const diagnostics = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
    return diagnostics.map((diagnostic) => fromTypeScript(diagnostic, configPath));
  });
  return program;
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

/** Whether the diagnostic stands on the name of a module of one of `packages`, which are a finding of package.json already. */
function isFrom({ file, start, length }: ts.Diagnostic, packages: ReadonlySet<string>): boolean {
  if (!file || start === undefined || length === undefined) return false;
  const specifier = file.text.slice(start + 1, start + length - 1);
  const [scope = '', name = ''] = specifier.split('/');
  return packages.has(scope.startsWith('@') ? join(scope, name) : scope);
}
