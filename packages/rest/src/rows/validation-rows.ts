import { z } from 'zod';
import {
  GetReportDocument,
  type ReportFieldsFragment,
  RunTestsDocument,
  ValidateCodeDocument,
  validationErrors,
} from '@skillwright/contracts/validation';
import { wantsAsync } from '../headers/prefer.js';
import { defineRow } from '../row.js';
import { toFileInput } from '../shapes/file.js';
import { report, toReport, validateCodeBody, validateTestsBody } from '../shapes/report.js';

const answers = {
  201: { description: 'The finished report.', body: report, headers: { Location: 'The path of the report.' } },
  202: {
    description: 'The report is queued: `Prefer: respond-async` was asked.',
    body: report,
    headers: { Location: 'Where to ask for the report.', 'Preference-Applied': '`respond-async`' },
  },
};
const reportKinds = { code: 'CODE', tests: 'TESTS' } as const;
const headers = z.object({ prefer: z.string().optional() });
const sourceFieldNames = { projectId: 'project_id' };

const validated = (data: ReportFieldsFragment, prefer: string | undefined) => {
  const body = toReport(data);
  const location = { Location: `/validate/report?report_id=${body.report_id}` };
  return wantsAsync(prefer)
    ? ({ status: 202, headers: { ...location, 'Preference-Applied': 'respond-async' }, body } as const)
    : ({ status: 201, headers: location, body } as const);
};

const reportQuery = z
  .strictObject({
    report_id: z.string().min(1).optional().describe('This report.'),
    project_id: z.string().min(1).optional().describe('The newest report of this project.'),
    kind: z.enum(['code', 'tests']).optional().describe('With `project_id`: of this kind.'),
  })
  .check((context) => {
    const { report_id, project_id, kind } = context.value;
    const refuse = (path: string, message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path: [path], message });
    if (report_id === undefined && project_id === undefined) refuse('report_id', 'Give report_id or project_id.');
    if (report_id === undefined) return;
    if (project_id !== undefined) refuse('project_id', 'Give either report_id or project_id, not both.');
    if (kind !== undefined) refuse('kind', 'A report found by its id needs no kind.');
  });

/** The rows that the validation service owns. */
export const validationRows = {
  validateCode: defineRow({
    name: 'validateCode',
    owner: 'validation',
    method: 'POST',
    path: '/validate/code',
    summary: 'Validate code',
    description:
      "Runs linters, the formatter's check and the compiler over a project or loose files. Publishes `validation.completed`, or `validation.failed`.",
    problems: [404, 422],
    fieldNames: sourceFieldNames,
    operation: ValidateCodeDocument,
    body: validateCodeBody,
    headers,
    answers,
    toVariables: ({ body, headers: { prefer } }) => ({
      input: {
        projectId: body.project_id,
        files: body.files?.map(toFileInput),
        checks: body.checks?.map((check) => check.toUpperCase() as Uppercase<typeof check>),
        async: wantsAsync(prefer),
      },
    }),
    toAnswer: ({ validateCode }, { headers: { prefer } }) => validated(validateCode.report, prefer),
  }),

  validateTests: defineRow({
    name: 'validateTests',
    owner: 'validation',
    method: 'POST',
    path: '/validate/tests',
    summary: 'Run tests',
    description:
      'Runs the tests of a project or of loose files in the sandbox. Publishes `validation.completed`, or `validation.failed`.',
    problems: [404, 422],
    fieldNames: sourceFieldNames,
    operation: RunTestsDocument,
    body: validateTestsBody,
    headers,
    answers,
    toVariables: ({ body, headers: { prefer } }) => ({
      input: { projectId: body.project_id, files: body.files?.map(toFileInput), async: wantsAsync(prefer) },
    }),
    toAnswer: ({ runTests }, { headers: { prefer } }) => validated(runTests.report, prefer),
  }),

  getReport: defineRow({
    name: 'getReport',
    owner: 'validation',
    method: 'GET',
    path: '/validate/report',
    summary: 'Read a report',
    description: 'By `report_id`, or the newest of a project.',
    problems: [400, 404],
    fieldNames: {},
    operation: GetReportDocument,
    query: reportQuery,
    answers: { 200: { description: 'The report.', body: report } },
    toVariables: ({ query }) => ({
      id: query.report_id ?? '',
      byId: query.report_id !== undefined,
      projectId: query.project_id,
      kind: query.kind && reportKinds[query.kind],
      byProject: query.project_id !== undefined,
    }),
    toAnswer: ({ validationReport, validationReports }, { query }) => {
      const found = validationReport ?? validationReports?.nodes[0];
      if (found) return { status: 200, body: toReport(found) };
      const { report_id, project_id, kind } = query;
      throw report_id === undefined
        ? validationErrors.PROJECT_HAS_NO_REPORT({ id: project_id ?? '', kind: kind === undefined ? '' : `${kind} ` })
        : validationErrors.REPORT_NOT_FOUND({ id: report_id });
    },
  }),
};
