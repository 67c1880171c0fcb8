import {
  TypeInfo,
  getOperationAST,
  isInputObjectType,
  isNonNullType,
  typeFromAST,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import { inputObjectShape, inputShape, toRestDefault } from '../shape/input-shape.js';
import { toRestText, toSnakeCase } from '../shape/names.js';
import type { Field, ObjectShape } from '../shape/shape.js';

/** A field of a request: a variable of the operation, or a field of its variable `input`. */
export interface RequestField extends Field {
  readonly from: string;
  /** Whether the field belongs to `input`. */
  readonly inInput: boolean;
  /** The name in the schema, which the errors of the operation use. */
  readonly inSchema: string;
}

/** The fields of an operation's request, and the shape of its variable `input` if it has one. */
export interface RequestFields {
  readonly fields: readonly RequestField[];
  readonly input: ObjectShape | undefined;
}

/** Derives the fields of a request from the variables of an operation. Throws if the schema does not know them. */
export function requestFields(document: DocumentNode, schema: GraphQLSchema): RequestFields {
  const uses = findUses(document, schema);
  const fields: RequestField[] = [];
  let input: ObjectShape | undefined;
  const operation = getOperationAST(document);
  for (const definition of operation?.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type as never);
    const bare = isNonNullType(type) ? type.ofType : type;
    if (name === 'input' && isInputObjectType(bare)) {
      input = inputObjectShape(bare);
      fields.push(...input.fields.map((field) => ofInput(field)));
    } else {
      fields.push(toField(definition, uses.get(name)));
    }
  }
  return { fields, input };
}

function ofInput(field: Field): RequestField {
  const from = field.from ?? field.name;
  return { ...field, from, inInput: true, inSchema: from };
}

/** A variable has the type, description and default of the argument that it is passed to. */
function toField(definition: VariableDefinitionNode, use: GraphQLArgument | undefined): RequestField {
  const from = definition.variable.name.value;
  if (!use) return { ...hidden, name: toSnakeCase(from), from, inSchema: from };
  const optional = definition.defaultValue !== undefined || definition.type.kind !== 'NonNullType';
  const bounds = use.name === 'first' ? pageSize : {};
  const shape = { ...inputShape(use.type), ...bounds };
  return {
    name: toSnakeCase(from),
    from,
    shape,
    required: !optional && use.defaultValue === undefined,
    description: toRestText(use.description),
    default: toRestDefault(shape, use.defaultValue),
    inInput: false,
    inSchema: use.name,
  };
}

/** A variable that only directives use. */
const hidden = { shape: { kind: 'boolean' }, required: true, inInput: false } as const;

/** The limits of the page size of a connection. */
const pageSize = { minimum: 1, maximum: 100 };

/** Returns the arguments that variables are passed to, by the names of the variables. */
function findUses(document: DocumentNode, schema: GraphQLSchema): ReadonlyMap<string, GraphQLArgument> {
  const uses = new Map<string, GraphQLArgument>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Argument({ value }) {
        const argument = info.getArgument();
        if (value.kind === 'Variable' && argument && !info.getDirective()) uses.set(value.name.value, argument);
      },
    }),
  );
  return uses;
}
