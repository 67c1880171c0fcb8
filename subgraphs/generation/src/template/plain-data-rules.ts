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
