/** A camelCase name in snake_case, as REST and events have it. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The name that an alias `a__b` gives: b, in an object a. An alias without `__` stands in no object. */
export function splitAlias(alias: string): { readonly group: string | undefined; readonly name: string } {
  const at = alias.indexOf('__');
  if (at <= 0) return { group: undefined, name: alias };
  return { group: alias.slice(0, at), name: alias.slice(at + 2) };
}

/** A description of the schema as REST shows it: the names in it are REST's. */
export function toRestText(description: string | null | undefined): string | undefined {
  return description?.replace(/`[a-z]+[A-Z]\w*`/g, toSnakeCase);
}
