/** The fields of the documented REST shapes, in their order. */
export const skillFields = [
  ...['id', 'name', 'description', 'version', 'versions', 'instructions', 'license', 'compatibility', 'metadata'],
  ...['allowed_tools', 'files', 'digest', 'created_by', 'created_at', 'updated_at'],
];
export const skillSummaryFields = [
  ...['id', 'name', 'description', 'version', 'created_by', 'created_at', 'updated_at'],
];
export const templateFields = ['id', 'name', 'kind', 'version', 'description', 'skill_id', 'parameters'];
export const projectFields = [
  ...['project_id', 'name', 'template', 'skill_id', 'revision', 'digest', 'output_path', 'files_count', 'files'],
  'created_at',
];
export const reportFields = [
  ...['report_id', 'project_id', 'kind', 'status', 'started_at', 'finished_at', 'duration_ms', 'summary'],
  ...['diagnostics', 'tests', 'tools'],
];
export const summaryFields = [
  ...['files_checked', 'errors', 'warnings', 'unformatted', 'tests_passed', 'tests_failed', 'tests_skipped'],
  'coverage_percent',
];
export const diagnosticFields = ['tool', 'rule', 'severity', 'path', 'line', 'column', 'message', 'fixable'];

export const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const digest = /^sha256:[0-9a-f]{64}$/;
export const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
