/**
 * The shape of a JSON value in REST, derived from GraphQL: what it is checked by, converted by and described by. A `json`
 * shape is a value that GraphQL does not look into either.
 */
export type Shape = (ScalarShape | EnumShape | ListShape | ObjectShape | JsonShape | PageCursorShape) & {
  readonly nullable?: boolean;
};

export interface ScalarShape {
  readonly kind: 'string' | 'integer' | 'number' | 'boolean';
  /** Of a string, e.g. `date-time`. */
  readonly format?: string;
  readonly minLength?: number;
  /** Of a number. */
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface EnumShape {
  readonly kind: 'enum';
  /** In lower case, as REST has them. */
  readonly values: readonly string[];
}

export interface ListShape {
  readonly kind: 'list';
  readonly item: Shape;
}

export interface ObjectShape {
  readonly kind: 'object';
  /** Its name in OpenAPI; without one it is described in place. */
  readonly name?: string;
  readonly description?: string | undefined;
  readonly fields: readonly Field[];
}

export interface JsonShape {
  readonly kind: 'json';
}

/** A connection's `pageInfo`, which REST shows as the cursor of the next page, or null. */
export interface PageCursorShape {
  readonly kind: 'page-cursor';
}

/** A field of an object. */
export interface Field {
  /** In REST, in snake_case. */
  readonly name: string;
  /** In GraphQL; undefined for an object that GraphQL does not have, whose fields stand beside it there. */
  readonly from: string | undefined;
  readonly shape: Shape;
  readonly required: boolean;
  readonly description?: string | undefined;
  readonly default?: unknown;
}
