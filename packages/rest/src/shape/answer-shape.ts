import {
  getNamedType,
  getOperationAST,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { leafShape } from './leaf-shape.js';
import { splitAlias, toRestText, toSnakeCase } from './names.js';
import type { Field, ObjectShape, Shape } from './shape.js';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Returns the shape of the data of a document's one operation. Throws if the document does not fit the schema. */
export function answerShape(document: DocumentNode, schema: GraphQLSchema): ObjectShape {
  const fragments: Fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === 'FragmentDefinition' ? [[node.name.value, node]] : [])),
  );
  const operation = getOperationAST(document);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) throw new TypeError('The document has no operation that the schema knows.');
  return objectShape(root, operation.selectionSet, fragments);
}

/**
 * Returns the shape of an object with selected fields. A selection of exactly one fragment has the name of the
 * fragment.
 */
function objectShape(type: GraphQLObjectType, selected: SelectionSetNode, fragments: Fragments): ObjectShape {
  const [only, ...others] = selected.selections;
  const name = only?.kind === 'FragmentSpread' && others.length === 0 ? { name: only.name.value } : {};
  const fields: Field[] = [];
  for (const node of flatten(selected, fragments)) {
    const key = node.alias?.value ?? node.name.value;
    const { group, name: own } = splitAlias(key);
    const field = toField(type, node, own, fragments);
    if (group === undefined) fields.push(field);
    else groupIn(fields, toSnakeCase(group)).push(field);
  }
  return { kind: 'object', ...name, description: toRestText(type.description), fields };
}

/**
 * Returns the fields of the object `name`, and adds the object if it is new. Its values are siblings of it in the data.
 */
function groupIn(fields: Field[], name: string): Field[] {
  const known = fields.find((field) => field.name === name);
  if (known?.shape.kind === 'object') return known.shape.fields as Field[];
  const inside: Field[] = [];
  fields.push({ name, from: undefined, shape: { kind: 'object', fields: inside }, required: true });
  return inside;
}

function flatten({ selections }: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === 'Field') return [node];
    const inner = node.kind === 'FragmentSpread' ? fragments.get(node.name.value) : node;
    if (!inner) throw new TypeError('The document spreads a fragment that it does not have.');
    return flatten(inner.selectionSet, fragments);
  });
}

function toField(type: GraphQLObjectType, node: FieldNode, name: string, fragments: Fragments): Field {
  const from = node.alias?.value ?? node.name.value;
  const field = type.getFields()[node.name.value];
  if (!field) throw new TypeError(`${type.name} has no field ${node.name.value}.`);
  if (getNamedType(field.type).name === 'PageInfo') {
    const description = 'The `cursor` of the next page; null on the last page.';
    return { name: 'next_cursor', from, shape: { kind: 'page-cursor', nullable: true }, required: true, description };
  }
  const shape = outputShape(field.type, node, fragments);
  const common = { name: toSnakeCase(name), from, description: toRestText(field.description) };
  // An absent object is left out; an absent value is null.
  if (shape.kind === 'object' && shape.nullable)
    return { ...common, shape: { ...shape, nullable: false }, required: false };
  return { ...common, shape, required: true };
}

function outputShape(type: GraphQLOutputType, node: FieldNode, fragments: Fragments): Shape {
  if (isNonNullType(type)) return { ...outputShape(type.ofType, node, fragments), nullable: false };
  if (isListType(type)) return { kind: 'list', item: outputShape(type.ofType, node, fragments), nullable: true };
  if (isLeafType(type)) return { ...leafShape(type), nullable: true };
  if (!isObjectType(type) || !node.selectionSet) throw new TypeError(`REST cannot show the type ${type.name}.`);
  return { ...objectShape(type, node.selectionSet, fragments), nullable: true };
}
