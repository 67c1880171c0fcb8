import { defineOperations, operation } from '@skillwright/rest/definition';
import { validationErrors } from './errors.js';
import { GetReportDocument, RunTestsDocument, ValidateCodeDocument } from './generated/operations.js';
import { validationTypeDefs } from './type-defs.js';

const headers = { prefer: 'async' } as const;
const location = '/validate/report?report_id={report_id}';
const queued = {
  status: 202,
  description: 'The report is queued, as requested by `Prefer: respond-async`.',
  location,
} as const;
const finished = { status: 201, description: 'The finished report.', location } as const;

/** The operations of the validation service. */
export const validationOperations = defineOperations(
  { name: 'validation', typeDefs: validationTypeDefs },
  {
    validateCode: operation({
      summary: 'Validate code',
      document: ValidateCodeDocument,
      scope: 'validate:code',
      tool: true,
      rest: {
        method: 'POST',
        path: '/validate/code',
        headers,
        example: { files: [{ path: 'src/index.ts', content: 'export const answer = 42;\n' }], checks: ['lint'] },
        answers: [
          { ...queued, at: 'validateCode.report', when: ({ input }) => input.async === true },
          { ...finished, at: 'validateCode.report' },
        ],
        problems: [404],
      },
    }),

    validateTests: operation({
      summary: 'Run tests',
      document: RunTestsDocument,
      scope: 'validate:code',
      tool: true,
      rest: {
        method: 'POST',
        path: '/validate/tests',
        headers,
        example: { project_id: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f' },
        answers: [
          { ...queued, at: 'runTests.report', when: ({ input }) => input.async === true },
          { ...finished, at: 'runTests.report' },
        ],
        problems: [404],
      },
    }),

    getReport: operation({
      summary: 'Read a report',
      document: GetReportDocument,
      scope: 'validate:code',
      tool: true,
      rest: {
        method: 'GET',
        path: '/validate/report',
        description:
          'Reads a report by `report_id`, or the newest report of `project_id`, of one `kind` if that is given.',
        computed: {
          byReport: ({ reportId }) => reportId !== undefined,
          byProject: ({ projectId }) => projectId !== undefined,
        },
        check: ({ reportId, projectId, kind }) => {
          const refuse = (path: string, message: string) => ({ code: 'custom', path, message });
          if (reportId === undefined) {
            return projectId === undefined ? [refuse('report_id', 'Give report_id or project_id.')] : [];
          }
          return [
            ...(projectId === undefined
              ? []
              : [refuse('project_id', 'Give either report_id or project_id, not both.')]),
            ...(kind === undefined ? [] : [refuse('kind', 'A report found by its id needs no kind.')]),
          ];
        },
        answers: [
          { status: 200, description: 'The report.', at: 'validationReport' },
          { status: 200, description: 'The newest report of the project.', at: 'validationReports.nodes.0' },
        ],
        problems: [404],
        missing: ({ reportId, projectId, kind }) =>
          reportId === undefined
            ? validationErrors.PROJECT_HAS_NO_REPORT({
                id: projectId ?? '',
                kind: kind ? `${kind.toLowerCase()} ` : '',
              })
            : validationErrors.REPORT_NOT_FOUND({ id: reportId ?? '' }),
      },
    }),
  },
);
