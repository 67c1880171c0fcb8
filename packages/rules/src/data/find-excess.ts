/** The maximum depth of JSON from outside: arrays and objects in each other, and the value in the innermost. */
export const maxJsonDepth = 100;

/** The maximum number of entries of a list in JSON from outside. */
export const maxJsonItems = 10_000;

/** The bounds of plain data: its levels, the entries of each list, and all values. */
export interface DataLimits {
  readonly depth: number;
  readonly items?: number;
  readonly nodes?: number;
}

/** The bounds of JSON from outside, where nothing else is stated. */
export const jsonLimits: DataLimits = { depth: maxJsonDepth, items: maxJsonItems };

/**
 * Returns the limit that plain data exceeds, if any. A scalar is one value and one level. Reads no more than the
 * limits, and calls nothing for each level, so that any depth is safe.
 */
export function findExcess(data: unknown, limits: DataLimits): 'depth' | 'items' | 'nodes' | undefined {
  const { depth: maxDepth, items: maxItems = Infinity, nodes: maxNodes = Infinity } = limits;
  let nodes = 1;
  let level: unknown[] = [data];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxDepth) return 'depth';
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
      if (Array.isArray(value) && value.length > maxItems) return 'items';
      nodes += children.length;
      if (nodes > maxNodes) return 'nodes';
      for (const child of children) next.push(child);
    }
    level = next;
  }
  return undefined;
}
