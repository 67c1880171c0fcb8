import type { RequestContext } from '@skillwright/subgraph';
import DataLoader from 'dataloader';
import type { ReportRepository, ReportStretch } from './report-repository.js';
import type { ReportKind } from './report.js';

/** The loaders of one request: what its fields ask for of many reports or projects becomes one query each. */
export function loadersOf(context: RequestContext, repository: ReportRepository) {
  return context.memo('report-loaders', () => ({
    reports: new DataLoader((ids: readonly string[]) => repository.findReports(ids)),
    diagnostics: new DataLoader((ids: readonly string[]) => repository.findDiagnostics(ids)),
    tests: new DataLoader((ids: readonly string[]) => repository.findTests(ids)),
    latest: perArguments(
      (kind: ReportKind | undefined) => new DataLoader((ids: readonly string[]) => repository.findLatest(ids, kind)),
    ),
    counts: perArguments(
      (kind: ReportKind | undefined) =>
        new DataLoader((ids: readonly string[]) => repository.countOfProjects(ids, kind)),
    ),
    ofProjects: perArguments(
      (stretch: ReportStretch) => new DataLoader((ids: readonly string[]) => repository.findOfProjects(ids, stretch)),
    ),
  }));
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
