import type { PathFault } from './path-fault.js';
import { findPathFault } from './path-rules.js';
import { PathSet } from './path-set.js';

/** A fault of the path at `index`. */
export interface IndexedPathFault extends PathFault {
  readonly index: number;
}

/**
 * Checks paths, each by itself and all together: one fault for a path, in their order. `beside` are sound paths that
 * they join.
 */
export function checkPaths(paths: readonly string[], beside: readonly string[] = []): IndexedPathFault[] {
  const sound = new PathSet();
  for (const path of beside) sound.add(path);
  return paths.flatMap((path, index) => {
    const fault = findPathFault(path) ?? sound.add(path);
    return fault ? [{ index, ...fault }] : [];
  });
}
