/**
 * The shape of a JSON value in REST, derived from GraphQL. Values are checked, converted and described by it. A `json`
 * shape is a value that GraphQL does not inspect either.
 */
export type Shape = (ScalarShape | EnumShape | ListShape | ObjectShape | JsonShape | PageCursorShape) & {
  readonly nullable?: boolean;
};

export interface ScalarShape {
  readonly kind: 'string' | 'integer' | 'number' | 'boolean';
  /** The format of a string, e.g. `date-time`. */
  readonly format?: string;
  readonly minLength?: number;
  /** The bounds of a number. */
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface EnumShape {
  readonly kind: 'enum';
  /** The values in lower case, as in REST. */
  readonly values: readonly string[];
}

export interface ListShape {
  readonly kind: 'list';
  readonly item: Shape;
}

export interface ObjectShape {
  readonly kind: 'object';
  /** The name of its component in OpenAPI. Without a name it is described in place. */
  readonly name?: string;
  readonly description?: string | undefined;
  readonly fields: readonly Field[];
}

export interface JsonShape {
  readonly kind: 'json';
}

/** The `pageInfo` of a connection. REST shows it as the cursor of the next page, or null. */
export interface PageCursorShape {
  readonly kind: 'page-cursor';
}

/** A field of an object. */
export interface Field {
  /** The name in REST, in snake_case. */
  readonly name: string;
  /**
   * The name in GraphQL. Undefined for an object that exists only in REST; its fields are siblings of it in GraphQL.
   */
  readonly from: string | undefined;
  readonly shape: Shape;
  readonly required: boolean;
  readonly description?: string | undefined;
  readonly default?: unknown;
}
