/** Whether `value` is an object and not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The limit that plain data exceeds, if any; a scalar is one value and one level. Reads no further than the limits. */
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

/** The path of the first key that would reach a prototype. Call it on data of bounded depth. */
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

/** Keys that reach a prototype where they are set carelessly; refused in schemas and parameters alike. */
function isPrototypeKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}
