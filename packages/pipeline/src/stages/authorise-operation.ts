import { findRefusal } from '@skillwright/auth';
import type { Caller } from '@skillwright/service';
import { Kind, type GraphQLError, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import type { ScopeRules } from '../scopes/scope-rules.js';
import { findRules } from '../scopes/find-rules.js';
import { errorsOf, findFatal, isEmpty, type Mask } from '../scopes/mask.js';
import { refuseFields } from '../scopes/refuse-fields.js';
import type { ResolvedOperation } from '../engine/resolved-operation.js';

/** A part of an operation that its caller may use, and the mask of the rest; without a mask it is the whole. */
export interface AuthorisedOperation {
  readonly operation: ResolvedOperation;
  readonly mask?: Mask;
}

/** An operation of which nothing may be executed, with an error for each refused field. */
export class RefusedOperationError extends Error {
  override readonly name = 'RefusedOperationError';

  constructor(readonly errors: readonly GraphQLError[]) {
    super('the operation is refused');
  }
}

/**
 * Returns the part of a valid operation that the caller may use. Throws the caller's refusal if its token is refused,
 * and RefusedOperationError if no root field may be used, or if no data would be left.
 */
export function authoriseOperation(
  operation: ResolvedOperation,
  caller: Caller,
  options: {
    readonly schema: GraphQLSchema;
    readonly scopeRules: ScopeRules | undefined;
    /** The coerced variables, with defaults. */
    readonly variables: Readonly<Record<string, unknown>>;
  },
): AuthorisedOperation {
  if (caller.refusal) throw caller.refusal;
  const { schema, scopeRules, variables } = options;
  if (!scopeRules) return { operation };
  const { principal } = caller;
  const rules = findRules(schema, operation.document, scopeRules);
  if (rules.every((rule) => findRefusal(principal, rule) === undefined)) return { operation };
  const { operation: part, mask } = refuseFields(operation, { schema, scopeRules, principal, variables });
  if (isEmpty(mask)) return { operation: part };
  const fatal = findFatal(mask);
  if (fatal.length > 0) throw new RefusedOperationError(fatal);
  if (!asksForData(part)) throw new RefusedOperationError(errorsOf(mask));
  return { operation: part, mask };
}

/** Whether any root field is left, besides the name of the root type. */
function asksForData({ definition, fragments }: ResolvedOperation): boolean {
  const asks = ({ selections }: SelectionSetNode): boolean =>
    selections.some((node) => {
      if (node.kind === Kind.FIELD) return node.name.value !== '__typename';
      const inside = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value];
      return inside !== undefined && asks(inside.selectionSet);
    });
  return asks(definition.selectionSet);
}
