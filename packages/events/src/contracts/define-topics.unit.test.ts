import { createEvent, parseRecord, sampleTopics } from '../../test/sample-topics.js';
import { defineTopics, toTopicSettings } from '../index.js';
import { toRecord } from '../event/cloud-event.js';

const options = { source: '/test' };
const { example } = sampleTopics.contracts['skill.created'];

describe('topics', () => {
  it('let a consumer accept a field that a later version added, and a producer not', () => {
    const later = { ...example, reason: 'obsolete' };
    const record = toRecord(createEvent('skill.created', 'k', example, options));
    expect(parseRecord({ ...record, value: JSON.stringify(later) }).data).toEqual(later);
    expect(() => createEvent('skill.created', 'k', later, options)).toThrow('reason');
  });

  it('name each fault of an event with its place', () => {
    const broken = {
      skill_id: 'not-an-id',
      templates: [{ id: '019ab3c1-6f00-7000-8000-000000000002', version: 1 as never }],
      timestamp: 'yesterday',
    };
    expect(() => createEvent('templates.updated', 'k', broken, options)).toThrow(
      expect.objectContaining({
        errors: [
          { code: 'format', path: 'skill_id', message: 'must match format "uuid"' },
          { code: 'type', path: 'templates[0].version', message: 'must be string' },
          { code: 'format', path: 'timestamp', message: 'must match format "date-time"' },
        ],
      }),
    );
  });

  it('keep every record where their contract says so, whatever the retention of the others', () => {
    const topics = defineTopics({
      ...sampleTopics.contracts,
      'skill.updated': { ...sampleTopics.contracts['skill.updated'], retention: 'unlimited' },
    });
    expect(toTopicSettings(topics, 2)).toEqual({
      retentionMs: 2 * 86_400_000,
      names: topics.namesWithDeadLetters,
      keptNames: ['skill.updated'],
    });
  });

  it('have only the names that were defined', () => {
    expect(['skill.created', 'toString', 'skill.gone'].filter(sampleTopics.has)).toEqual(['skill.created']);
  });
});
