import { createHash } from 'node:crypto';
import type { ResolvedOperation } from '@skillwright/pipeline';
import {
  Kind,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';

/** A query for the selection of a subscription on one entity. */
export interface EntityQuery {
  /** The query without the entity's id, with the variables of the subscriber that the selection uses. */
  readonly operation: ResolvedOperation;
  /** Equal for subscribers with the same selection and variables. */
  readonly fingerprint: string;
}

/** The variable for the entity's id. Clients cannot use it: GraphQL reserves names with two underscores. */
export const idVariable = '__id';
/** The response key of the entity. */
export const entityKey = 'entity';

/** Builds the query that finds an entity through `rootField(id:)` with the selection of `fields`. */
export function buildEntityQuery(
  rootField: string,
  fields: readonly FieldNode[],
  subscription: ResolvedOperation,
): EntityQuery {
  const selections = fields.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  const root: FieldNode = {
    kind: Kind.FIELD,
    alias: name(entityKey),
    name: name(rootField),
    arguments: [{ kind: Kind.ARGUMENT, name: name('id'), value: variable(idVariable) }],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  const { fragments, variables } = usedBy(root, subscription.fragments);
  const definitions = (subscription.definition.variableDefinitions ?? []).filter((definition) =>
    variables.has(definition.variable.name.value),
  );
  const definition: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: 'query' as OperationDefinitionNode['operation'],
    variableDefinitions: [idDefinition, ...definitions],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [root] },
  };
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [definition, ...fragments] };
  const values = Object.fromEntries(Object.entries(subscription.variables).filter(([key]) => variables.has(key)));
  const fingerprint = createHash('sha256').update(print(document)).update('\0').update(JSON.stringify(values));
  return {
    operation: { document, definition, fragments: subscription.fragments, variables: values },
    fingerprint: fingerprint.digest('base64'),
  };
}

/** Returns the fragments and variables that a field uses, directly or through other fragments. */
function usedBy(root: FieldNode, known: Readonly<Record<string, FragmentDefinitionNode>>) {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const variables = new Set<string>();
  const collect = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      Variable: ({ name: { value } }) => void (value === idVariable || variables.add(value)),
      FragmentSpread: ({ name: { value } }) => {
        const fragment = known[value];
        if (!fragment || fragments.has(value)) return;
        fragments.set(value, fragment);
        collect(fragment);
      },
    });
  };
  collect(root);
  return { fragments: [...fragments.values()], variables };
}

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
const variable = (value: string) => ({ kind: Kind.VARIABLE, name: name(value) }) as const;

const idDefinition: VariableDefinitionNode = {
  kind: Kind.VARIABLE_DEFINITION,
  variable: variable(idVariable),
  type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: name('ID') } },
};
