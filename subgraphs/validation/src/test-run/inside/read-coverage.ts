import { decodedMappings, TraceMap, type SourceMapInput } from '@jridgewell/trace-mapping';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coverageFolder, type FileCoverage, type TestJob } from '../test-protocol.js';
import { projectFolder } from './write-project.js';

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

type CoverageJob = Pick<TestJob, 'files' | 'testPaths'>;

/** By file, its lines, from 0, and whether any code on it ran. */
type CoveredLines = Map<string, Map<number, boolean>>;

/**
 * The lines that the tests ran through and missed, of the project's files that they loaded; none where the counts are not
 * as V8 writes them: the tests could have.
 */
export function readCoverage(job: CoverageJob): FileCoverage[] {
  try {
    return [...measure(job)].map(([path, lines]) => ({
      path,
      ran: [...lines].flatMap(([line, hasRun]) => (hasRun ? [line] : [])),
      missed: [...lines].flatMap(([line, hasRun]) => (hasRun ? [] : [line])),
    }));
  } catch {
    return [];
  }
}

function measure({ files, testPaths }: CoverageJob): CoveredLines {
  const tests = new Set(testPaths);
  const measured = new Set(files.map(({ path }) => path).filter((path) => !tests.has(path)));
  const found: CoveredLines = new Map();
  for (const coverage of readAll()) {
    for (const script of coverage.result) {
      const path = pathOf(script.url);
      if (path === undefined || !measured.has(path)) continue;
      const translation = coverage['source-map-cache']?.[script.url];
      const places = translation?.data ? placesOf(translation, translation.data) : placesOfText(path);
      const lines = found.get(path) ?? new Map<number, boolean>();
      found.set(path, lines);
      collectLines(places, script, lines);
    }
  }
  return found;
}

/** A line is covered when anything on it ran, in any of the processes. */
function collectLines(places: readonly Place[], { functions }: ScriptCoverage, lines: Map<number, boolean>): void {
  const ranges = functions.flatMap((found) => found.ranges);
  const hasRun = new Uint8Array(Math.max(0, ...ranges.map(({ endOffset }) => endOffset)));
  // A range lies within another or beside it: the inner one is painted later, and decides.
  for (const { startOffset, endOffset, count } of [...ranges].sort((a, b) => sizeOf(b) - sizeOf(a))) {
    hasRun.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  }
  for (const { line, offset } of places) {
    lines.set(line, lines.get(line) === true || hasRun[offset] === 1);
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
