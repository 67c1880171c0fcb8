import { defineContract, defineTopics, record } from '../src/index.js';

const id = { type: 'string', format: 'uuid' } as const;
const name = { type: 'string', minLength: 1 } as const;
const timestamp = { type: 'string', format: 'date-time' } as const;
const ids = { skill_id: '019ab3c1-6f00-7000-8000-000000000001', template_id: '019ab3c1-6f00-7000-8000-000000000002' };
const at = { timestamp: '2026-11-23T08:00:00.000Z' };

/** Topics for the tests of this package, which knows none of its own. */
export const sampleTopics = defineTopics({
  'skill.created': defineContract({
    version: '1.0.0',
    summary: 'A skill was added.',
    keyDescription: 'skill_id',
    schema: record({ skill_id: id, name, timestamp }),
    example: { skill_id: ids.skill_id, name: 'http-service', ...at },
  }),
  'skill.updated': defineContract({
    version: '1.0.0',
    summary: 'A skill has a next version.',
    keyDescription: 'skill_id',
    schema: record({ skill_id: id, name, version: name, timestamp }),
    example: { skill_id: ids.skill_id, name: 'http-service', version: '1.0.1', ...at },
  }),
  'templates.updated': defineContract({
    version: '1.0.0',
    summary: 'The templates of a skill were taken in.',
    keyDescription: 'skill_id',
    schema: record({ skill_id: id, templates: { type: 'array', items: record({ id, version: name }) }, timestamp }),
    example: { skill_id: ids.skill_id, templates: [{ id: ids.template_id, version: '1.0.0' }], ...at },
  }),
});

export const { createEvent, parseRecord } = sampleTopics;
