/** Converts a camelCase name to snake_case, as in REST and in events. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Splits an alias `a__b` into the object `a` and the name `b`. An alias without `__` belongs to no object. */
export function splitAlias(alias: string): { readonly group: string | undefined; readonly name: string } {
  const at = alias.indexOf('__');
  if (at <= 0) return { group: undefined, name: alias };
  return { group: alias.slice(0, at), name: alias.slice(at + 2) };
}

/** Converts a description of the schema to REST: the names in it become those of REST. */
export function toRestText(description: string | null | undefined): string | undefined {
  return description?.replace(/`[a-z]+[A-Z]\w*`/g, toSnakeCase);
}
