import { dirname, join } from 'node:path';
import ts from 'typescript';
import { fileDiagnostic, type Diagnostic } from '../diagnostic.js';
import type { TextFile } from '../check.js';
import { projectFolder, projectPathOf, type ProjectFileSystem } from './project-file-system.js';
import { allowOptions, defaultOptions } from './compiler-options.js';
import { fromTypeScript } from './typescript-diagnostic.js';

/** One program to check: which files, under which options. */
export interface ProgramPlan {
  /** Null where the house options are used. */
  readonly configPath: string | null;
  readonly options: ts.CompilerOptions;
  readonly fileNames: readonly string[];
}

export interface ReadPrograms {
  readonly plans: readonly ProgramPlan[];
  readonly diagnostics: Diagnostic[];
}

/** "No inputs were found": nothing to check is not a fault here. */
const noInputs = [18002, 18003];

/** Reads every outermost tsconfig.json with the projects it refers to; without any, all TypeScript under the house options. */
export function readPrograms(files: readonly TextFile[], fileSystem: ProjectFileSystem): ReadPrograms {
  const configs = outermost(files.map(({ path }) => path).filter((path) => /(^|\/)tsconfig\.json$/.test(path)));
  if (configs.length === 0) return { plans: defaultPlan(files), diagnostics: [] };

  const plans: ProgramPlan[] = [];
  const diagnostics: Diagnostic[] = [];
  const waiting = [...configs];
  const seen = new Set<string>();
  // Shared, so that a configuration which many others extend is read once.
  const extended = new Map<string, ts.ExtendedConfigCacheEntry>();
  for (const configPath of waiting) {
    if (seen.has(configPath)) continue;
    seen.add(configPath);
    const parsed = parseConfig(configPath, fileSystem, extended);
    diagnostics.push(...parsed.faults);
    if (parsed.fileNames.length > 0) plans.push({ configPath, options: parsed.options, fileNames: parsed.fileNames });
    waiting.push(...parsed.references);
  }
  return { plans, diagnostics };
}

function defaultPlan(files: readonly TextFile[]): ProgramPlan[] {
  const typed = files.filter(({ path }) => /\.[cm]?tsx?$/.test(path));
  const fileNames = typed.map(({ path }) => join(projectFolder, path));
  return fileNames.length > 0 ? [{ configPath: null, options: defaultOptions, fileNames }] : [];
}

function outermost(configs: readonly string[]): string[] {
  const folders = configs.map((path) => dirname(path));
  return configs.filter(
    (path) => !folders.some((folder) => folder !== dirname(path) && isWithin(dirname(path), folder)),
  );
}

function isWithin(path: string, folder: string): boolean {
  return folder === '.' || path.startsWith(`${folder}/`);
}

function parseConfig(
  configPath: string,
  fileSystem: ProjectFileSystem,
  extended: Map<string, ts.ExtendedConfigCacheEntry>,
) {
  const fileName = join(projectFolder, configPath);
  const parsed = ts.parseJsonSourceFileConfigFileContent(
    ts.readJsonConfigFile(fileName, fileSystem.readFile),
    ...([fileSystem, dirname(fileName), undefined, fileName, undefined, undefined, extended] as const),
  );
  const references = (parsed.projectReferences ?? []).map((reference) => ({
    name: reference.originalPath ?? reference.path,
    path: projectPathOf(ts.resolveProjectReferencePath(reference)),
  }));
  const isThere = (path: string | undefined) => path !== undefined && fileSystem.fileExists(join(projectFolder, path));
  return {
    options: allowOptions(parsed.options),
    fileNames: parsed.fileNames.filter((name) => projectPathOf(name) !== undefined),
    faults: [
      ...parsed.errors.filter(({ code }) => !noInputs.includes(code)).map((fault) => fromTypeScript(fault, configPath)),
      ...references.filter(({ path }) => !isThere(path)).map(({ name }) => missingReference(configPath, name)),
    ],
    references: references.flatMap(({ path }) => (path !== undefined && isThere(path) ? [path] : [])),
  };
}

function missingReference(configPath: string, name: string): Diagnostic {
  const message = `The referenced project ${JSON.stringify(name)} is not among the files.`;
  return { ...fileDiagnostic('missing-reference', configPath, message), tool: 'typescript' };
}
