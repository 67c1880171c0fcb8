import { isId } from '@skillwright/service';
import { decodeCursor, pageSize, toConnection, type Connection } from '@skillwright/subgraph';
import { coreErrors } from '@skillwright/service';
import type { ReportPageRequest } from './report-repository.js';
import type { Report, ReportKind } from './report.js';

/** A page of reports. The whole list is counted only where the total is selected. */
export type ReportConnection = Omit<Connection<Report>, 'totalCount'> & { readonly countTotal: () => Promise<number> };

export interface PageArguments {
  readonly kind?: ReportKind | null | undefined;
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** Reads the arguments of a list; one row more than the page tells whether there is a next one. Throws INVALID_INPUT, CURSOR_INVALID. */
export function toPageRequest({ kind, first, after }: PageArguments): ReportPageRequest {
  return { kind: kind ?? undefined, limit: pageSize(first) + 1, afterId: after ? idOf(after) : undefined };
}

/** The page of the rows that were found for `page`. */
export function toPage(
  rows: readonly Report[],
  page: ReportPageRequest,
  countTotal: () => Promise<number>,
): ReportConnection {
  const { nodes, edges, pageInfo } = toConnection({
    rows,
    limit: page.limit - 1,
    keyOf: ({ id }) => [id],
    totalCount: 0,
    hasPreviousPage: page.afterId !== undefined,
  });
  return { nodes, edges, pageInfo, countTotal };
}

/** A page without anything: of a project that cannot exist. */
export function emptyPage(page: ReportPageRequest): ReportConnection {
  return toPage([], page, async () => 0);
}

function idOf(cursor: string): string {
  const [id] = decodeCursor(cursor, ['string']);
  if (typeof id === 'string' && isId(id)) return id;
  throw coreErrors.CURSOR_INVALID();
}
