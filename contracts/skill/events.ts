import { id, instant, name, text, timestamp, version } from '../event-fields/event-fields.js';
import { defineContract, record } from '@skillwright/events';

const keyDescription = 'skill_id';
const tokenKeyDescription = 'id, which is the `jti` of the token';
const skillId = '019ab3c1-6f00-7000-8000-000000000001';

const tokenSchema = record({
  id,
  name,
  scopes: { type: 'array', items: text },
  expires_at: { ...instant, description: 'From then on the token is refused anyway.' },
  actor: { ...text, description: 'The caller: the name of a token or the subject of the issuer.' },
  timestamp,
});
const token = {
  id: '019ab3c1-6f00-7000-8000-000000000002',
  name: 'ci',
  scopes: ['read:skills', 'write:skills'],
  expires_at: '2027-03-01T08:00:00.000Z',
  actor: 'ada',
};

/** The topics that the skill service publishes. */
export const skillEvents = {
  'skill.created': defineContract({
    version: '1.0.0',
    summary: 'A skill was added to the library.',
    keyDescription,
    schema: record({ skill_id: id, name, description: text, version, created_by: text, timestamp }),
    example: {
      skill_id: skillId,
      name: 'http-service',
      description: 'Builds a TypeScript HTTP service.',
      version: '1.0.0',
      created_by: 'ada',
      timestamp: '2026-11-23T08:00:00.000Z',
    },
  }),
  'skill.updated': defineContract({
    version: '1.0.0',
    summary: 'A skill has a next version.',
    keyDescription,
    schema: record({ skill_id: id, name, version, previous_version: version, timestamp }),
    example: {
      skill_id: skillId,
      name: 'http-service',
      version: '1.0.1',
      previous_version: '1.0.0',
      timestamp: '2026-11-23T08:05:00.000Z',
    },
  }),
  'skill.deleted': defineContract({
    version: '1.0.0',
    summary: 'A skill was removed with all its versions.',
    keyDescription,
    schema: record({ skill_id: id, name, timestamp }),
    example: { skill_id: skillId, name: 'http-service', timestamp: '2026-11-23T08:10:00.000Z' },
  }),
  'token.created': defineContract({
    version: '1.0.0',
    summary: 'A token of the platform was issued.',
    keyDescription: tokenKeyDescription,
    retention: 'unlimited',
    schema: tokenSchema,
    example: { ...token, timestamp: '2026-12-01T08:00:00.000Z' },
  }),
  'token.revoked': defineContract({
    version: '1.0.0',
    summary: 'A token of the platform was revoked. Processes that verify tokens read this topic from its beginning.',
    keyDescription: tokenKeyDescription,
    retention: 'unlimited',
    schema: tokenSchema,
    example: { ...token, timestamp: '2026-12-01T09:00:00.000Z' },
  }),
} as const;
