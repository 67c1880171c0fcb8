import { coreErrors } from '@skillwright/service';
import { encodeCursor, type CursorKey } from './cursor.js';

/** The maximum of `first`. */
const maxPageSize = 100;

/** A page of a list, in the form of a GraphQL connection. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Counts the whole list. GraphQL calls it only where the field is selected. */
  readonly totalCount: () => number | Promise<number>;
}

/** Returns `first` if it is 1 to 100. Throws INVALID_INPUT otherwise. */
export function pageSize(first: number): number {
  if (first >= 1 && first <= maxPageSize) return first;
  const message = `Must be 1 to ${maxPageSize}.`;
  throw coreErrors.INVALID_INPUT({ count: 1 }, { errors: [{ code: 'page_size', path: 'first', message }] });
}

/**
 * Builds a page of a list. `rows` has up to one row more than `limit`; the additional row means that there is a next
 * page.
 */
export function toConnection<Node>(page: {
  rows: readonly Node[];
  limit: number;
  keyOf: (node: Node) => CursorKey;
  totalCount: Connection<Node>['totalCount'];
  hasPreviousPage: boolean;
}): Connection<Node> {
  const nodes = page.rows.slice(0, page.limit);
  const edges = nodes.map((node) => ({ cursor: encodeCursor(page.keyOf(node)), node }));
  return {
    nodes,
    edges,
    pageInfo: {
      hasNextPage: page.rows.length > page.limit,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: page.totalCount,
  };
}
