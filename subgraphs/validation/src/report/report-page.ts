import { decodeIdCursor, pageSize, toConnection, type Connection } from '@skillwright/subgraph';
import type { ReportPageRequest } from './report-repository.js';
import type { Report, ReportKind } from './report.js';

export type ReportConnection = Connection<Report>;

export interface PageArguments {
  readonly kind?: ReportKind | null | undefined;
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** Reads the arguments of a list; one row more than the page tells whether there is a next one. Throws INVALID_INPUT, CURSOR_INVALID. */
export function toPageRequest({ kind, first, after }: PageArguments): ReportPageRequest {
  return { kind: kind ?? undefined, limit: pageSize(first) + 1, afterId: decodeIdCursor(after) };
}

/** The page of the rows that were found for `page`. */
export function toPage(
  rows: readonly Report[],
  page: ReportPageRequest,
  totalCount: ReportConnection['totalCount'],
): ReportConnection {
  return toConnection({
    rows,
    limit: page.limit - 1,
    keyOf: ({ id }) => [id],
    totalCount,
    hasPreviousPage: page.afterId !== undefined,
  });
}

/** A page without anything: of a project that cannot exist. */
export function emptyPage(page: ReportPageRequest): ReportConnection {
  return toPage([], page, () => 0);
}
