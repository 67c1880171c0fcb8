import { isId } from '@skillwright/service';
import type { ResolverContext } from '@skillwright/subgraph';
import type { MutationResolvers, QueryResolvers, Resolvers, SourceFileInput } from '../generated/resolvers.js';
import { loadersOf } from './report-loaders.js';
import { emptyPage, toPage, toPageRequest, type PageArguments, type ReportConnection } from './report-page.js';
import type { Report, ReportKind } from './report.js';
import { requestReport, type Reports, type ValidationInput } from './request-report.js';

/** The whole schema's resolvers. */
export function createReportResolvers(reports: Reports) {
  const { repository } = reports;
  const loaders = (context: ResolverContext) => loadersOf(context, repository);

  async function ofProject(id: string, args: PageArguments, context: ResolverContext): Promise<ReportConnection> {
    const page = toPageRequest(args);
    if (!isId(id)) return emptyPage(page);
    const projectId = id.toLowerCase();
    const rows = await loaders(context).ofProjects(page).load(projectId);
    return toPage(rows, page, () => loaders(context).counts(page.kind).load(projectId));
  }
  const find = async (id: string, context: ResolverContext) =>
    (isId(id) ? await loaders(context).reports.load(id.toLowerCase()) : undefined) ?? null;

  async function request(kind: ReportKind, input: GraphQLInput, context: ResolverContext): Promise<{ report: Report }> {
    const whole = await requestReport(reports, kind, toValidationInput(input), context.caller);
    loaders(context).remember(whole);
    return { report: whole.report };
  }

  return {
    Query: {
      validationReport: (_parent, { id }, context) => find(id, context),
      validationReports: async (_parent, { projectId, ...args }, context) => {
        if (projectId !== undefined && projectId !== null) return ofProject(projectId, args, context);
        const page = toPageRequest(args);
        return toPage(await repository.findAll(page), page, () => repository.countAll(page.kind));
      },
    } satisfies QueryResolvers,
    Mutation: {
      validateCode: (_parent, { input }, context) => request('CODE', input, context),
      runTests: (_parent, { input }, context) => request('TESTS', input, context),
    } satisfies MutationResolvers,
    Project: {
      reports: ({ id }, args, context) => ofProject(id, args, context),
      latestReport: async ({ id }, { kind }, context) =>
        (isId(id)
          ? await loaders(context)
              .latest(kind ?? undefined)
              .load(id.toLowerCase())
          : undefined) ?? null,
    },
    ValidationReport: {
      __resolveReference: ({ id }, context) => find(id, context),
      project: ({ projectId }) => (projectId === null ? null : { id: projectId }),
      diagnostics: ({ id }, _args, context) => loaders(context).diagnostics.load(id),
      tests: ({ id }, _args, context) => loaders(context).tests.load(id),
    },
  } satisfies Resolvers;
}

type GraphQLInput = Pick<ValidationInput, 'projectId' | 'checks'> & {
  readonly files?: readonly SourceFileInput[] | null;
  readonly async?: boolean | null;
};

/** The contract's defaults have been filled in by now; the generated types do not say so. */
function toValidationInput({ files, async, ...input }: GraphQLInput): ValidationInput {
  return {
    ...input,
    files: files?.map(({ path, content, encoding, executable }) => ({
      ...{ path, content, encoding: encoding ?? 'UTF8', executable: executable ?? false },
    })),
    async: async ?? false,
  };
}
