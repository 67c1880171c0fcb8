/** The part of JSON Schema 2020-12 that event contracts use; small, so that types can be derived from it. */
export type JsonSchema = StringSchema | NumberSchema | ArraySchema | ObjectSchema;

interface Described {
  readonly description?: string;
}

export interface StringSchema extends Described {
  readonly type: 'string' | readonly ['string', 'null'];
  readonly enum?: readonly string[];
  readonly format?: 'uuid' | 'date-time';
  readonly minLength?: number;
}

export interface NumberSchema extends Described {
  readonly type: 'integer' | 'number' | readonly ['number', 'null'];
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface ArraySchema extends Described {
  readonly type: 'array';
  readonly items: JsonSchema;
}

/** A flat object; fields that are not named may be added later, so consumers let them pass. */
export interface ObjectSchema extends Described {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
}

/** The TypeScript type of the values that a schema allows. */
export type FromSchema<Schema> = Schema extends { readonly enum: readonly (infer Value)[] }
  ? Value
  : Schema extends { readonly type: 'array'; readonly items: infer Items }
    ? readonly FromSchema<Items>[]
    : Schema extends { readonly type: 'object'; readonly properties: infer Properties; readonly required: infer Names }
      ? FromProperties<Properties, Names extends readonly (infer Name)[] ? Name : never>
      : Schema extends { readonly type: readonly (infer Types)[] }
        ? FromTypeName<Types>
        : Schema extends { readonly type: infer Type }
          ? FromTypeName<Type>
          : never;

type FromProperties<Properties, Required> = {
  readonly [Name in keyof Properties as Name extends Required ? Name : never]: FromSchema<Properties[Name]>;
} & {
  readonly [Name in keyof Properties as Name extends Required ? never : Name]?: FromSchema<Properties[Name]>;
};

type FromTypeName<Name> = Name extends 'string'
  ? string
  : Name extends 'integer' | 'number'
    ? number
    : Name extends 'null'
      ? null
      : never;
