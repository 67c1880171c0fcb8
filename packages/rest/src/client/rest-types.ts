import type { ResultOf, VariablesOf } from '@graphql-typed-document-node/core';

/** The snake_case form of a camelCase name. */
type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Snake<Rest>}`
    : `_${Lowercase<First>}${Snake<Rest>}`
  : Name;

/** The REST form of a GraphQL value. `unknown` is JSON and stays unchanged. */
export type Rest<Value> = unknown extends Value
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly Rest<Item>[]
    : Value extends object
      ? RestObject<Value>
      : Value extends string
        ? string extends Value
          ? string
          : Lowercase<Value>
        : Value;

type RestObject<Value> = {
  readonly [Key in keyof Value as PlainKey<Key, Value[Key]>]: Key extends 'pageInfo' ? string | null : Rest<Value[Key]>;
} & {
  readonly [Key in keyof Value as AbsentKey<Key, Value[Key]>]?: Rest<NonNullable<Value[Key]>>;
} & {
  readonly [Group in GroupOf<keyof Value & string> as Snake<Group>]: {
    readonly [Key in keyof Value & string as Key extends `${Group}__${infer Own}` ? Snake<Own> : never]: Rest<
      Value[Key]
    >;
  };
};

type GroupOf<Key extends string> = Key extends `${infer Group}__${string}` ? Group : never;

/** Whether a value is an object or null. REST leaves such a field out if it is null. */
type MayBeAbsent<Value> = unknown extends Value
  ? false
  : [Value] extends [NonNullable<Value>]
    ? false
    : NonNullable<Value> extends readonly unknown[]
      ? false
      : NonNullable<Value> extends object
        ? true
        : false;

type PlainKey<Key, Value> = Key extends `${string}__${string}`
  ? never
  : MayBeAbsent<Value> extends true
    ? never
    : Key extends 'pageInfo'
      ? 'next_cursor'
      : Snake<Key & string>;

type AbsentKey<Key, Value> = MayBeAbsent<Value> extends true ? Snake<Key & string> : never;

/** The input of a client's call: path parameters, query and body in one object. */
export type RestInputOf<Operation> = Operation extends { readonly document: infer Document; readonly rest: infer Line }
  ? Nested<Rest<Omit<Flat<VariablesOf<Document>>, HiddenOf<Line> & string>>, NestOf<Line>>
  : never;

type Flat<Variables> = Variables extends { readonly input: infer Input } ? Input : Variables;

/** The variables that a client does not give: they are computed, or come from a header or an archive. */
type HiddenOf<Line> =
  | (Line extends { readonly headers: infer Headers } ? Headers[keyof Headers] : never)
  | (Line extends { readonly archive: infer Archive } ? Archive : never)
  | (Line extends { readonly computed: infer Computed; readonly path: infer Path }
      ? { [Name in keyof Computed]: Path extends `${string}:${Name & string}` ? never : Name }[keyof Computed]
      : never);

type NestOf<Line> = Line extends { readonly nest: infer Nest } ? Nest : unknown;

type Nested<Fields, Nest> = [keyof Nest] extends [never]
  ? Fields
  : Omit<Fields, NestedNames<Nest, keyof Nest>> & {
      readonly [Group in keyof Nest]: Pick<Fields, NestedNames<Nest, Group> & keyof Fields>;
    };

type NestedNames<Nest, Group extends keyof Nest> = Nest[Group] extends readonly (infer Name extends string)[]
  ? Snake<Name>
  : never;

/** The answers of a client's call, distinguished by `status`. */
export type RestAnswerOf<Operation> = Operation extends {
  readonly document: infer Document;
  readonly rest: { readonly answers: readonly (infer Answers)[] };
}
  ? AnswerOf<Answers, ResultOf<Document>>
  : never;

type AnswerOf<Answer, Data> = Answer extends { readonly status: infer Status; readonly at: infer At extends string }
  ? {
      readonly status: Status;
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
      readonly body: Under<Answer, Rest<NonNullable<ValueAt<Data, At>>>>;
    }
  : never;

type Under<Answer, Body> = Answer extends { readonly under: infer Name extends string }
  ? { readonly [Key in Name]: Body }
  : Body;

type ValueAt<Data, At extends string> = At extends `${infer Step}.${infer Rest}`
  ? ValueAt<ValueOf<Data, Step>, Rest>
  : ValueOf<Data, At>;

type ValueOf<Data, Step extends string> =
  NonNullable<Data> extends readonly (infer Item)[]
    ? Item
    : Step extends keyof NonNullable<Data>
      ? NonNullable<Data>[Step]
      : never;
