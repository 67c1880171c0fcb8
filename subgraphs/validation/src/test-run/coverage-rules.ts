import type { FileCoverage } from './test-protocol.js';

/**
 * The share of lines that the tests ran through, in percent with one decimal; null without any line. A line is covered
 * when any of the processes ran through it.
 */
export function percentOf(coverage: readonly FileCoverage[]): number | null {
  const ran = new Set<string>();
  const all = new Set<string>();
  for (const { path, ...lines } of coverage) {
    for (const line of lines.ran) ran.add(`${path}:${line}`);
    for (const line of [...lines.ran, ...lines.missed]) all.add(`${path}:${line}`);
  }
  return all.size === 0 ? null : Math.round((ran.size / all.size) * 1000) / 10;
}
