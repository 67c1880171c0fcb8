import { code, count, id, name, optionalId, revision, text, timestamp, version } from '../event-fields/event-fields.js';
import { defineContract, record } from '@skillwright/events';

const skillId = '019ab3c1-6f00-7000-8000-000000000001';
const templateId = '019ab3c1-6f00-7000-8000-000000000002';
const projectId = '019ab3c1-6f00-7000-8000-000000000003';

/** The topics that the generation service publishes. */
export const generationEvents = {
  'templates.updated': defineContract({
    version: '1.0.0',
    summary: "The templates of a skill's newest version were taken in.",
    keyDescription: 'skill_id',
    schema: record({ skill_id: id, templates: { type: 'array', items: record({ id, version }) }, timestamp }),
    example: {
      skill_id: skillId,
      templates: [{ id: templateId, version: '1.0.0' }],
      timestamp: '2026-11-23T08:00:01.000Z',
    },
  }),
  'project.generated': defineContract({
    version: '1.0.0',
    summary: 'A project was generated and its files are in place.',
    keyDescription: 'project_id',
    schema: record({
      project_id: id,
      name,
      skill_id: id,
      template_id: id,
      output_path: name,
      files_count: count,
      revision,
      timestamp,
    }),
    example: {
      project_id: projectId,
      name: 'shop',
      skill_id: skillId,
      template_id: templateId,
      output_path: '/srv/skillwright/projects/019ab3c1-6f00-7000-8000-000000000003/1/files',
      files_count: 12,
      revision: 1,
      timestamp: '2026-11-23T08:01:00.000Z',
    },
  }),
  'feature.generated': defineContract({
    version: '1.0.0',
    summary: 'A feature was added to a project, as its next revision.',
    keyDescription: 'project_id',
    schema: record({ project_id: id, name, template_id: id, revision, files_count: count, timestamp }),
    example: {
      project_id: projectId,
      name: 'orders',
      template_id: templateId,
      revision: 2,
      files_count: 15,
      timestamp: '2026-11-23T08:02:00.000Z',
    },
  }),
  'generation.failed': defineContract({
    version: '1.0.0',
    summary: 'A valid request to generate could not be carried out.',
    keyDescription: 'project_id, or the name where there is no project yet',
    schema: record({ name, project_id: optionalId, template_id: optionalId, code, message: text, timestamp }),
    example: {
      name: 'orders',
      project_id: projectId,
      template_id: templateId,
      code: 'PROJECT_CONFLICT',
      message: 'src/orders.ts exists with other content.',
      timestamp: '2026-11-23T08:03:00.000Z',
    },
  }),
} as const;
