import type { ApolloServerPlugin } from '@apollo/server';
import type { ServiceError } from '@skillwright/service';
import { GraphQLError, Kind, getOperationAST, type DocumentNode, type FragmentDefinitionNode } from 'graphql';
import { gatewayErrors } from '../errors.js';
import type { GatewayContext } from '../graphql/context.js';
import { measureOperation, type OperationSize } from './measure-operation.js';

/** The most tokens that a document may have; parsing stops there. */
export const maxTokens = 10_000;

/** The largest operations that are planned and executed. */
export const operationLimits: OperationSize = { depth: 24, rootFields: 50, fields: 5_000, cost: 250_000 };

/** Refuses operations over the limits once they are valid and before they are planned. */
export const limitsPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, request }) => {
      const fault = findOversize({ document, operationName: request.operationName, variables: request.variables });
      if (!fault) return;
      throw new GraphQLError(fault.message, { originalError: fault, extensions: { http: { status: 400 } } });
    },
  }),
};

/** What is too large about a valid operation, if anything is. */
export function findOversize(request: {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}): ServiceError | undefined {
  const operation = getOperationAST(request.document, request.operationName);
  // Without one, the executor says which operations there are.
  if (!operation) return undefined;
  const fragments = Object.fromEntries(
    request.document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  return faultOf(measureOperation(operation, fragments, request.variables ?? {}));
}

function faultOf({ depth, rootFields, fields, cost }: OperationSize): ServiceError | undefined {
  const limits = operationLimits;
  if (depth > limits.depth) return gatewayErrors.OPERATION_TOO_DEEP({ depth, limit: limits.depth });
  if (rootFields > limits.rootFields) {
    return gatewayErrors.OPERATION_TOO_WIDE({ rootFields, limit: limits.rootFields });
  }
  if (fields > limits.fields) return gatewayErrors.OPERATION_TOO_LARGE({ fields, limit: limits.fields });
  if (cost > limits.cost) return gatewayErrors.OPERATION_TOO_COSTLY({ cost, limit: limits.cost });
  return undefined;
}
