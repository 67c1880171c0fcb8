import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostic.js';
import type { TextFile } from '../check.js';
import { toolchainFolder } from './project-file-system.js';

const lists = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

export interface MissingDependencies {
  readonly names: ReadonlySet<string>;
  readonly diagnostics: Diagnostic[];
}

/** Finds packages that package.json files name and the toolchain does not have: nothing is installed for a project. */
export function findMissingDependencies(files: readonly TextFile[]): MissingDependencies {
  const manifests = files
    .filter(({ path }) => /(^|\/)package\.json$/.test(path))
    .map((file) => ({ file, ...parse(file) }));
  const own = new Set(manifests.map(({ name }) => name));
  const names = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const { file, dependencies } of manifests) {
    for (const name of dependencies) {
      if (own.has(name) || names.has(name) || existsSync(join(toolchainFolder, name, 'package.json'))) continue;
      names.add(name);
      diagnostics.push(missingDependency(name, file));
    }
  }
  return { names, diagnostics };
}

function missingDependency(name: string, { path, text }: TextFile): Diagnostic {
  const before = text.slice(0, Math.max(0, text.indexOf(`${JSON.stringify(name)}:`))).split('\n');
  return {
    ...{ tool: 'skillwright', rule: 'dependency-not-in-toolchain', severity: 'WARNING', fixable: false, path },
    ...{ line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
    message: `dependency not in the toolchain: ${name}. The code that it brings is not checked.`,
  };
}

function parse({ text }: TextFile): { name: string | undefined; dependencies: string[] } {
  try {
    const manifest = JSON.parse(text) as Record<string, unknown> | null;
    const dependencies = lists.flatMap((list) => Object.keys((manifest?.[list] ?? {}) as object));
    const name = manifest?.['name'];
    return { name: typeof name === 'string' ? name : undefined, dependencies: dependencies.filter(isPackageName) };
  } catch {
    // The format check reports where the JSON is broken.
    return { name: undefined, dependencies: [] };
  }
}

function isPackageName(name: string): boolean {
  return /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name);
}
