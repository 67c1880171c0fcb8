import type { Field, Shape } from './shape.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Converts a checked REST value to GraphQL: names as in `from`, enums in upper case. A field that is left out stays
 * left out, so that GraphQL's own default applies.
 */
export function toGraphQL(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (shape.kind === 'list') return (value as readonly unknown[]).map((item) => toGraphQL(shape.item, item));
  if (shape.kind === 'enum') return String(value).toUpperCase();
  if (shape.kind !== 'object') return value;
  const given = value as Fields;
  const entries = shape.fields.flatMap(({ name, from, shape: inner }): [string, unknown][] => {
    if (!Object.hasOwn(given, name)) return [];
    const converted = toGraphQL(inner, given[name]);
    return from === undefined ? Object.entries(converted ?? {}) : [[from, converted]];
  });
  return Object.fromEntries(entries);
}

/**
 * Converts GraphQL data to REST: names in snake_case in the order of the selection, enums in lower case, JSON
 * unchanged. An object that is null is left out.
 */
export function toRest(shape: Shape, data: unknown): unknown {
  if (data === null || data === undefined) return null;
  if (shape.kind === 'list') return (data as readonly unknown[]).map((item) => toRest(shape.item, item));
  if (shape.kind === 'enum') return String(data).toLowerCase();
  if (shape.kind === 'page-cursor') return toNextCursor(data as PageInfo);
  if (shape.kind !== 'object') return data;
  const entries = shape.fields.flatMap((field): [string, unknown][] => {
    const value = toRest(field.shape, valueOf(field, data as Fields));
    return value === null && !field.required ? [] : [[field.name, value]];
  });
  return Object.fromEntries(entries);
}

function valueOf({ from }: Field, data: Fields): unknown {
  return from === undefined ? data : data[from];
}

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

function toNextCursor({ hasNextPage, endCursor }: PageInfo): string | null {
  return hasNextPage ? endCursor : null;
}
