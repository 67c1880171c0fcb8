/** Returns whether `value` is an object but not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Returns the limit that plain data exceeds, if any. A scalar is one value and one level. Reads no more than the
 * limits.
 */
export function findExcess(data: unknown, limits: { depth: number; nodes: number }): 'depth' | 'nodes' | undefined {
  let nodes = 1;
  let level: unknown[] = [data];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limits.depth) return 'depth';
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const children = Object.values(value);
      nodes += children.length;
      if (nodes > limits.nodes) return 'nodes';
      for (const child of children) next.push(child);
    }
    level = next;
  }
  return undefined;
}

/** Finds the path of the first key that can reach a prototype. `data` must have a bounded depth. */
export function findPrototypeKey(data: unknown, path: readonly PropertyKey[] = []): readonly PropertyKey[] | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const entries = Array.isArray(data) ? [...data.entries()] : Object.entries(data);
  for (const [key, value] of entries) {
    const here = [...path, key];
    if (typeof key === 'string' && isPrototypeKey(key)) return here;
    const found = findPrototypeKey(value, here);
    if (found) return found;
  }
  return undefined;
}

/** Returns whether setting the key can reach a prototype. Such keys are refused in schemas and parameters. */
function isPrototypeKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}
