import { toRecord } from '@skillwright/events';
import { parseRecord, topics, createEvent, type EventData } from './index.js';

describe('the topics', () => {
  it.each(topics.names)('%s has an example that fits its schema, with every field in order', (topic) => {
    const { schema, example } = topics.contracts[topic];
    const event = createEvent(topic, 'k', example as EventData<never>, { source: '/test' });
    expect(parseRecord(toRecord(event))).toEqual(event);
    expect(Object.keys(example)).toEqual(Object.keys(schema.properties));
  });

  it.each(topics.names)('%s refuses a value without one of its fields', (topic) => {
    const { example } = topics.contracts[topic];
    for (const field of Object.keys(example)) {
      const { [field]: _left, ...rest } = example as Record<string, unknown>;
      expect(() => createEvent(topic, 'k', rest as EventData<never>, { source: '/test' })).toThrow(
        expect.objectContaining({ code: 'CONTRACT_BROKEN', message: expect.stringContaining(field) as string }),
      );
    }
  });
});
