/** The maximum depth of JSON from outside: arrays and objects in each other, and the value in the innermost. */
export const maxJsonDepth = 100;

/**
 * Returns the limit that plain data exceeds, if any. A scalar is one value and one level. Reads no more than the
 * limits, and calls nothing for each level, so that any depth is safe.
 */
export function findExcess(
  data: unknown,
  limits: { readonly depth: number; readonly nodes?: number },
): 'depth' | 'nodes' | undefined {
  const { depth: maxDepth, nodes: maxNodes = Infinity } = limits;
  let nodes = 1;
  let level: unknown[] = [data];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxDepth) return 'depth';
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
      nodes += children.length;
      if (nodes > maxNodes) return 'nodes';
      for (const child of children) next.push(child);
    }
    level = next;
  }
  return undefined;
}
