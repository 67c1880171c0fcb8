import { decodedMappings, TraceMap, type SourceMapInput } from '@jridgewell/trace-mapping';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestJob } from '../test-protocol.js';
import { projectFolder } from './write-project.js';

/** The folder into which test processes write V8's counts. */
export const coverageFolder = '/tmp/coverage';

/** A file that Node writes with NODE_V8_COVERAGE. Offsets count in the text that ran, which may be a translation. */
interface V8Coverage {
  readonly result: readonly ScriptCoverage[];
  readonly 'source-map-cache'?: Readonly<Record<string, Translation>>;
}

interface ScriptCoverage {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly V8Range[] }[];
}

interface V8Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

interface Translation {
  readonly lineLengths: readonly number[];
  readonly data: SourceMapInput | null;
}

/** A place where something stands on a line (from 0) of the file as it was written. */
interface Place {
  readonly line: number;
  readonly offset: number;
}

/**
 * The share of lines that the tests ran through, in percent, of the project's files that they loaded; null without any,
 * and where the counts are not as V8 writes them: the tests could have.
 */
export function readCoverage(job: TestJob): number | null {
  try {
    return measure(job);
  } catch {
    return null;
  }
}

function measure(job: TestJob): number | null {
  const tests = new Set(job.testFiles.map(({ path }) => path));
  const measured = new Set(job.files.map(({ path }) => path).filter((path) => !tests.has(path)));
  const lines = new Map<string, boolean>();
  for (const coverage of readAll()) {
    for (const script of coverage.result) {
      const path = pathOf(script.url);
      if (path === undefined || !measured.has(path)) continue;
      const translation = coverage['source-map-cache']?.[script.url];
      const places = translation?.data ? placesOf(translation, translation.data) : placesOfText(path);
      collectLines(path, places, script, lines);
    }
  }
  const covered = [...lines.values()].filter(Boolean).length;
  return lines.size === 0 ? null : Math.round((covered / lines.size) * 1000) / 10;
}

/** A line is covered when anything on it ran, in any of the processes. */
function collectLines(
  path: string,
  places: readonly Place[],
  { functions }: ScriptCoverage,
  lines: Map<string, boolean>,
): void {
  const ranges = functions.flatMap((found) => found.ranges);
  const hasRun = new Uint8Array(Math.max(0, ...ranges.map(({ endOffset }) => endOffset)));
  // A range lies within another or beside it: the inner one is painted later, and decides.
  for (const { startOffset, endOffset, count } of [...ranges].sort((a, b) => sizeOf(b) - sizeOf(a))) {
    hasRun.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  }
  for (const { line, offset } of places) {
    const key = `${path}:${line}`;
    lines.set(key, lines.get(key) === true || hasRun[offset] === 1);
  }
}

const sizeOf = ({ startOffset, endOffset }: V8Range) => endOffset - startOffset;

function placesOf({ lineLengths }: Translation, map: SourceMapInput): Place[] {
  const places: Place[] = [];
  let lineStart = 0;
  decodedMappings(new TraceMap(map)).forEach((segments, index) => {
    for (const [column, , line] of segments) {
      if (line !== undefined) places.push({ line, offset: lineStart + column });
    }
    lineStart += (lineLengths[index] ?? 0) + 1;
  });
  return places;
}

/** A file that ran as it was written: each line stands where its first character does. */
function placesOfText(path: string): Place[] {
  let lineStart = 0;
  return readFileSync(join(projectFolder, path), 'utf8')
    .split('\n')
    .flatMap((text, line) => {
      const offset = lineStart + text.search(/\S|$/);
      lineStart += text.length + 1;
      return /^\s*(\/\/|\/?\*|$)/.test(text) ? [] : [{ line, offset }];
    });
}

function pathOf(url: string): string | undefined {
  if (!url.startsWith('file://')) return undefined;
  return relative(projectFolder, fileURLToPath(url.split('?')[0] ?? url));
}

function readAll(): V8Coverage[] {
  try {
    return readdirSync(coverageFolder).map(
      (name) => JSON.parse(readFileSync(join(coverageFolder, name), 'utf8')) as V8Coverage,
    );
  } catch {
    // A process that was killed leaves nothing, or half of it.
    return [];
  }
}
