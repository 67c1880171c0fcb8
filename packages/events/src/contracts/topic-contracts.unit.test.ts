import { checkConsumed, checkProduced } from './check-data.js';
import { topicContracts, topics } from './topic-contracts.js';

describe('the contracts', () => {
  it('are of the nine topics', () => {
    expect(topics).toEqual([
      'skill.created',
      'skill.updated',
      'skill.deleted',
      'templates.updated',
      'project.generated',
      'feature.generated',
      'generation.failed',
      'validation.completed',
      'validation.failed',
    ]);
  });

  it.each(topics)('%s has an example that keeps its schema, with every field in order', (topic) => {
    const { schema, example } = topicContracts[topic];
    expect(() => checkProduced(topic, example)).not.toThrow();
    expect(Object.keys(example)).toEqual(Object.keys(schema.properties));
  });

  it.each(topics)('%s refuses a value that lacks any of its fields', (topic) => {
    const { example } = topicContracts[topic];
    for (const field of Object.keys(example)) {
      const { [field]: _left, ...rest } = example as Record<string, unknown>;
      expect(() => checkConsumed(topic, rest)).toThrow(
        expect.objectContaining({ code: 'CONTRACT_BROKEN', message: expect.stringContaining(field) as string }),
      );
    }
  });

  it('let a consumer accept a field that a later version added, and a producer not', () => {
    const later = { ...topicContracts['skill.deleted'].example, reason: 'obsolete' };
    expect(() => checkConsumed('skill.deleted', later)).not.toThrow();
    expect(() => checkProduced('skill.deleted', later)).toThrow('reason');
  });

  it('name each fault with its place', () => {
    const broken = {
      skill_id: 'not-an-id',
      templates: [{ id: '019ab3c1-6f00-7000-8000-000000000002', version: 1 }],
      timestamp: 'yesterday',
    };
    expect(() => checkProduced('templates.updated', broken)).toThrow(
      expect.objectContaining({
        errors: [
          { code: 'format', path: 'skill_id', message: 'must match format "uuid"' },
          { code: 'type', path: 'templates[0].version', message: 'must be string' },
          { code: 'format', path: 'timestamp', message: 'must match format "date-time"' },
        ],
      }),
    );
  });
});
