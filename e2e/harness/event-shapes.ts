/** The fields of each topic's value, in their documented order. */
export const eventFields = {
  'skill.created': ['skill_id', 'name', 'description', 'version', 'created_by', 'timestamp'],
  'skill.updated': ['skill_id', 'name', 'version', 'previous_version', 'timestamp'],
  'skill.deleted': ['skill_id', 'name', 'timestamp'],
  'templates.updated': ['skill_id', 'templates', 'timestamp'],
  'project.generated': [
    ...['project_id', 'name', 'skill_id', 'template_id', 'output_path', 'files_count', 'revision', 'timestamp'],
  ],
  'feature.generated': ['project_id', 'name', 'template_id', 'revision', 'files_count', 'timestamp'],
  'generation.failed': ['name', 'project_id', 'template_id', 'code', 'message', 'timestamp'],
  'validation.completed': [
    ...['validation_id', 'project_id', 'kind', 'status', 'errors', 'warnings'],
    ...['tests_passed', 'tests_failed', 'coverage_percent', 'timestamp'],
  ],
  'validation.failed': ['validation_id', 'project_id', 'kind', 'code', 'message', 'timestamp'],
} as const;
