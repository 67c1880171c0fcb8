import type { FakeAnswer } from './fake-neighbour.js';

/** The answer of generation to a dry run that rendered one file. */
export const rendered: FakeAnswer = {
  status: 200,
  body: { files: [{ path: 'src/a.ts', content: 'a', encoding: 'utf8', executable: false }] },
};

/** A report of validation. It has passed unless `fields` differ. */
export const report = (fields: Record<string, unknown> = {}): FakeAnswer => ({
  status: 201,
  body: {
    report_id: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f',
    project_id: null,
    kind: 'code',
    status: 'passed',
    started_at: null,
    finished_at: null,
    duration_ms: 1,
    summary: {
      files_checked: 1,
      errors: 0,
      warnings: 0,
      unformatted: 0,
      tests_passed: 0,
      tests_failed: 0,
      tests_skipped: 0,
      coverage_percent: null,
    },
    diagnostics: [],
    tests: [],
    tools: [],
    ...fields,
  },
});

/** A problem document. */
export const problem = (status: number, fields: Record<string, unknown>): FakeAnswer => ({
  status,
  body: { type: 'about:blank', title: 't', status, detail: 'd', request_id: 'r', ...fields },
});
