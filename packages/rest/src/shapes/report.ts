import { z } from 'zod';
import type { ReportFieldsFragment } from '@skillwright/contracts/validation';
import { component } from './component.js';
import { fileInput } from './file.js';

const source = {
  project_id: z.string().optional(),
  files: z.array(fileInput).optional(),
};

/** The body of `POST /validate/code`. */
export const validateCodeBody = component(
  'ValidateCode',
  z.strictObject({
    ...source,
    checks: z
      .array(z.enum(['lint', 'format', 'types']))
      .optional()
      .describe('All of them by default.'),
  }),
  { examples: [{ files: [{ path: 'src/index.ts', content: 'export const answer = 42;\n' }], checks: ['lint'] }] },
);

/** The body of `POST /validate/tests`. */
export const validateTestsBody = component('ValidateTests', z.strictObject(source), {
  examples: [{ project_id: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f' }],
});

const diagnostic = component(
  'Diagnostic',
  z.object({
    tool: z.string(),
    rule: z.string().nullable(),
    severity: z.enum(['error', 'warning']),
    path: z.string().nullable(),
    line: z.int().nullable().describe('From 1.'),
    column: z.int().nullable().describe('From 1, in UTF-16 code units.'),
    message: z.string(),
    fixable: z.boolean(),
  }),
);

/** What a validation found. */
export const report = component(
  'Report',
  z.object({
    report_id: z.string(),
    project_id: z.string().nullable(),
    kind: z.enum(['code', 'tests']),
    status: z.enum(['queued', 'running', 'passed', 'failed', 'error']),
    started_at: z.string().nullable(),
    finished_at: z.string().nullable(),
    duration_ms: z.int().nullable(),
    summary: z.object({
      files_checked: z.int(),
      errors: z.int(),
      warnings: z.int(),
      unformatted: z.int(),
      tests_passed: z.int(),
      tests_failed: z.int(),
      tests_skipped: z.int(),
      coverage_percent: z.number().nullable(),
    }),
    diagnostics: z.array(diagnostic),
    tests: z.array(
      z.object({
        name: z.string(),
        status: z.enum(['passed', 'failed', 'skipped']),
        duration_ms: z.number(),
        message: z.string().nullable(),
      }),
    ),
    tools: z.array(z.object({ name: z.string(), version: z.string() })),
    failure: z
      .object({ code: z.string(), message: z.string() })
      .optional()
      .describe('Only where `status` is `error`: why the validation could not be carried out.'),
  }),
);

const lower = <Name extends string>(name: Name) => name.toLowerCase() as Lowercase<Name>;

/** A report as REST shows it. */
export function toReport(data: ReportFieldsFragment): z.output<typeof report> {
  const { summary } = data;
  return {
    report_id: data.id,
    project_id: data.projectId,
    kind: lower(data.kind),
    status: lower(data.status),
    started_at: data.startedAt,
    finished_at: data.finishedAt,
    duration_ms: data.durationMs,
    summary: {
      files_checked: summary.filesChecked,
      errors: summary.errors,
      warnings: summary.warnings,
      unformatted: summary.unformatted,
      tests_passed: summary.testsPassed,
      tests_failed: summary.testsFailed,
      tests_skipped: summary.testsSkipped,
      coverage_percent: summary.coveragePercent,
    },
    diagnostics: data.diagnostics.map((diagnostic) => ({
      tool: diagnostic.tool,
      rule: diagnostic.rule,
      severity: lower(diagnostic.severity),
      path: diagnostic.path,
      line: diagnostic.line,
      column: diagnostic.column,
      message: diagnostic.message,
      fixable: diagnostic.fixable,
    })),
    tests: data.tests.map(({ name, status, durationMs, message }) => ({
      name,
      status: lower(status),
      duration_ms: durationMs,
      message,
    })),
    tools: data.tools.map(({ name, version }) => ({ name, version })),
    ...(data.failure && { failure: { code: data.failure.code, message: data.failure.message } }),
  };
}
