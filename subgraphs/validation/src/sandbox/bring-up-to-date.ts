import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import type swc from '@swc/core';

export interface BuildPlaces {
  readonly sources: string;
  readonly built: string;
  /** The `.swcrc` by which the build compiles too. */
  readonly swcConfig: string;
}

/**
 * Compiles each TypeScript file of `sources` (tests left out) that is missing in `built`, or was built from another text:
 * the text that a file was built from stands in its source map. Returns the compiled paths. Throws where one cannot be
 * compiled.
 */
export function bringUpToDate({ sources, built, swcConfig }: BuildPlaces): string[] {
  const stale = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => readSourceOf(join(built, toScript(path))) !== readFileSync(join(sources, path), 'utf8'));
  for (const path of stale) compile(join(sources, path), join(built, toScript(path)), swcConfig);
  return stale;
}

function toScript(path: string): string {
  return path.replace(/\.ts$/, '.js');
}

function readSourceOf(script: string): string | undefined {
  try {
    const map = JSON.parse(readFileSync(`${script}.map`, 'utf8')) as { readonly sourcesContent?: readonly string[] };
    return existsSync(script) ? map.sourcesContent?.[0] : undefined;
  } catch {
    return undefined;
  }
}

function compile(source: string, script: string, configFile: string): void {
  // Only needed where the service runs from its sources.
  const { transformFileSync } = createRequire(import.meta.url)('@swc/core') as typeof swc;
  const sourceFileName = relative(dirname(script), source);
  const { code, map } = transformFileSync(source, { configFile, sourceFileName });
  const folder = dirname(script);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  replace(script, `${code}\n//# sourceMappingURL=${basename(script)}.map`);
  replace(`${script}.map`, map ?? '');
}

/** Other processes may read the file, or replace it, at the same time. */
function replace(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.new`;
  writeFileSync(temporary, content);
  // The sandbox reads it as another user, and this process makes private files.
  chmodSync(temporary, 0o644);
  renameSync(temporary, path);
}
