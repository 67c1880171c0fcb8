import {
  __Directive,
  __Field,
  __Schema,
  __Type,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

type Sizes = ReadonlyMap<GraphQLField<unknown, unknown>, number>;

const known = new WeakMap<GraphQLSchema, Sizes>();

/** Returns the sizes of the lists in the introspection of a schema: of one type, field or directive the mean. */
export function introspectionSizes(schema: GraphQLSchema): Sizes {
  const sizes = known.get(schema) ?? measure(schema);
  known.set(schema, sizes);
  return sizes;
}

function measure(schema: GraphQLSchema): Sizes {
  const types = Object.values(schema.getTypeMap());
  const withFields = types.filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = withFields.flatMap((type) => Object.values(type.getFields()));
  const inputFields = types.flatMap((type) => (isInputObjectType(type) ? Object.values(type.getFields()) : []));
  const enumValues = types.flatMap((type) => (isEnumType(type) ? type.getValues() : []));
  const abstract = types.filter((type) => isUnionType(type) || isInterfaceType(type));
  const directives = schema.getDirectives();
  const sum = <Item>(items: readonly Item[], count: (item: Item) => number) =>
    items.reduce((total, item) => total + count(item), 0);

  const sizes: [GraphQLObjectType, Record<string, number>][] = [
    [__Schema, { types: types.length, directives: directives.length }],
    [
      __Type,
      {
        fields: fields.length / types.length,
        inputFields: inputFields.length / types.length,
        enumValues: enumValues.length / types.length,
        interfaces: sum(withFields, (type) => type.getInterfaces().length) / types.length,
        possibleTypes: sum(abstract, (type) => schema.getPossibleTypes(type).length) / types.length,
      },
    ],
    [__Field, { args: sum(fields, ({ args }) => args.length) / Math.max(fields.length, 1) }],
    [
      __Directive,
      {
        args: sum(directives, ({ args }) => args.length) / directives.length,
        locations: sum(directives, ({ locations }) => locations.length) / directives.length,
      },
    ],
  ];
  return new Map(
    sizes.flatMap(([type, ofFields]) =>
      Object.entries(ofFields).flatMap(([name, size]) => {
        const field = type.getFields()[name];
        return field ? [[field, Math.max(1, Math.ceil(size))] as const] : [];
      }),
    ),
  );
}
