import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The Node and the packages that every run finds: those of this installation. */
export interface Toolchain {
  readonly nodeBinary: string;
  /** Shared libraries that Node brought along, outside the system's folders. */
  readonly nodeLibraries: readonly string[];
  readonly nodeModules: string;
}

/** Packages that the checks and the tests cannot do without. */
const required = ['eslint', 'typescript-eslint', 'prettier', 'typescript', 'tsx'];

/** Finds the toolchain of this process. Throws an Error with a sentence when a package is missing. */
export function findToolchain(): Toolchain {
  const entry = createRequire(import.meta.url).resolve('typescript/package.json');
  const nodeModules = dirname(dirname(entry));
  const missing = required.filter((name) => !existsSync(join(nodeModules, name)));
  if (missing.length > 0) throw new Error(`${nodeModules} lacks ${missing.join(', ')}: run npm ci.`);
  return { nodeBinary: process.execPath, nodeLibraries: ownLibraries(), nodeModules };
}

function ownLibraries(): string[] {
  const report = process.report.getReport() as unknown as { readonly sharedObjects?: readonly string[] };
  return (report.sharedObjects ?? []).filter(
    (path) =>
      path.startsWith('/') &&
      path.includes('.so') &&
      !/^\/(usr\/)?lib(32|64|x32)?\//.test(path) &&
      !path.endsWith('.node'),
  );
}
