import type { ApolloServerPlugin } from '@apollo/server';
import { gatewayErrors } from '@skillwright/contracts/gateway';
import type { ServiceError } from '@skillwright/service';
import { Kind, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../graphql/context.js';
import { refusal } from '../graphql/refusal.js';
import { measureOperation, type OperationSize } from './measure-operation.js';

/** The most tokens that a document may have; parsing stops there. */
export const maxTokens = 10_000;

/** The largest operations that are planned and executed. */
export const operationLimits: OperationSize = { depth: 24, rootFields: 50, fields: 5_000, cost: 250_000 };

/** Refuses operations over the limits once they are valid and before they are planned. */
export const limitsPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, operation, request: { variables } }) => {
      // An operation that was not resolved is refused by the plugin beside this one.
      const fault = operation && findOversize({ document, operation, variables });
      if (fault) throw refusal(fault);
    },
  }),
};

/** Returns the error of a valid operation that is over a limit. */
export function findOversize(request: {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}): ServiceError | undefined {
  const fragments = Object.fromEntries(
    request.document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  return faultOf(measureOperation(request.operation, fragments, request.variables ?? {}));
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
