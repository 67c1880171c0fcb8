import type { ResolverContext } from '@skillwright/subgraph';
import DataLoader from 'dataloader';
import type { ReportRepository, ReportPageRequest } from './report-repository.js';
import type { ReportKind, WholeReport } from './report.js';

/** The loaders of one request: each turns the loads for many reports or projects into one query. */
export function loadersOf(context: ResolverContext, repository: ReportRepository) {
  return context.memo('report-loaders', () => createLoaders(repository));
}

function createLoaders(repository: ReportRepository) {
  const reports = new DataLoader((ids: readonly string[]) => repository.findReports(ids));
  const diagnostics = new DataLoader((ids: readonly string[]) => repository.findDiagnostics(ids));
  const tests = new DataLoader((ids: readonly string[]) => repository.findTests(ids));
  return {
    ...{ reports, diagnostics, tests },
    /** Has a report answered as it was read already. */
    remember: (whole: WholeReport) => {
      const { id } = whole.report;
      reports.prime(id, whole.report);
      diagnostics.prime(id, whole.diagnostics);
      tests.prime(id, whole.tests);
    },
    latest: perArguments(
      (kind: ReportKind | undefined) => new DataLoader((ids: readonly string[]) => repository.findLatest(ids, kind)),
    ),
    counts: perArguments(
      (kind: ReportKind | undefined) =>
        new DataLoader((ids: readonly string[]) => repository.countOfProjects(ids, kind)),
    ),
    ofProjects: perArguments(
      (page: ReportPageRequest) => new DataLoader((ids: readonly string[]) => repository.findOfProjects(ids, page)),
    ),
  };
}

/** One loader for each distinct value of the arguments. */
function perArguments<Arguments, Loader>(create: (argument: Arguments) => Loader): (argument: Arguments) => Loader {
  const loaders = new Map<string, Loader>();
  return (argument) => {
    const key = JSON.stringify(argument) ?? '';
    const loader = loaders.get(key) ?? create(argument);
    loaders.set(key, loader);
    return loader;
  };
}
