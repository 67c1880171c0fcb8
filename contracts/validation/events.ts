import { code, count, id, kind, optionalId, text, timestamp } from '../event-fields/event-fields.js';
import { defineContract, record } from '@skillwright/events';

const keyDescription = 'project_id, or the report_id where loose files were validated';
const projectId = '019ab3c1-6f00-7000-8000-000000000003';
const reportId = '019ab3c1-6f00-7000-8000-000000000004';

/** The topics that the validation service publishes. */
export const validationEvents = {
  'validation.completed': defineContract({
    version: '1.0.0',
    summary: 'A validation was carried out, whether its verdict is good or bad.',
    keyDescription,
    schema: record({
      validation_id: id,
      project_id: optionalId,
      kind,
      status: { type: 'string', enum: ['passed', 'failed'] },
      errors: count,
      warnings: count,
      tests_passed: count,
      tests_failed: count,
      coverage_percent: { type: ['number', 'null'], minimum: 0, maximum: 100 },
      timestamp,
    }),
    example: {
      validation_id: reportId,
      project_id: projectId,
      kind: 'code',
      status: 'passed',
      errors: 0,
      warnings: 1,
      tests_passed: 0,
      tests_failed: 0,
      coverage_percent: null,
      timestamp: '2026-11-23T08:01:02.000Z',
    },
  }),
  'validation.failed': defineContract({
    version: '1.0.0',
    summary: 'A validation itself could not be carried out.',
    keyDescription,
    schema: record({ validation_id: id, project_id: optionalId, kind, code, message: text, timestamp }),
    example: {
      validation_id: reportId,
      project_id: projectId,
      kind: 'tests',
      code: 'SANDBOX_TIMEOUT',
      message: 'The tests ran longer than 60000 ms.',
      timestamp: '2026-11-23T08:01:05.000Z',
    },
  }),
} as const;
