import { createEvent, parseRecord, sampleTopics } from '../../test/sample-topics.js';
import { toRecord } from './cloud-event.js';
import type { EventRecord } from '../log/event-record.js';
import type { Event } from './event.js';

const now = () => new Date('2026-11-23T08:00:00.000Z');
const { contracts, names } = sampleTopics;
const created = () =>
  createEvent('skill.created', 'the-key', contracts['skill.created'].example, {
    source: '/skillwright/skill',
    now,
  });

describe('an event', () => {
  it('has an id that sorts by time, and the time of its creation', () => {
    const [first, second] = [created(), created()];
    expect(first.id < second.id).toBe(true);
    expect(first.time).toBe('2026-11-23T08:00:00.000Z');
  });

  it('cannot be created with data that break the contract', () => {
    const data = { ...contracts['skill.created'].example, name: '' };
    expect(() => createEvent('skill.created', 'k', data, { source: '/test' })).toThrow('name must NOT have fewer');
  });
});

describe('a record', () => {
  it('has the data as its value and the envelope in CloudEvents headers', () => {
    const event = created();
    expect(toRecord(event)).toEqual({
      topic: 'skill.created',
      key: 'the-key',
      value: JSON.stringify(event.data),
      headers: {
        'content-type': 'application/json',
        ce_specversion: '1.0',
        ce_id: event.id,
        ce_source: '/skillwright/skill',
        ce_type: 'skill.created',
        ce_time: '2026-11-23T08:00:00.000Z',
        ce_subject: 'the-key',
      },
    });
  });

  it.each(names)('of %s is read back as the event that it was', (topic) => {
    const { example } = contracts[topic];
    const event = createEvent(topic, 'k', example as never, { source: '/test', traceparent: '00-1-2-01' });
    expect(parseRecord(toRecord(event as Event))).toEqual(event);
  });

  const good = toRecord(created());
  const withHeaders = (headers: Record<string, string>): EventRecord => ({
    ...good,
    headers: { ...good.headers, ...headers },
  });
  it.each<[string, EventRecord, string]>([
    ['no headers', { ...good, headers: {} }, 'it lacks ce_specversion, ce_id, ce_source, ce_type, ce_time.'],
    ['another CloudEvents version', withHeaders({ ce_specversion: '0.3' }), 'CloudEvents 0.3 is not 1.0.'],
    ['an unknown type', withHeaders({ ce_type: 'toString' }), 'there is no event type toString.'],
    ['no time', withHeaders({ ce_time: 'soon' }), 'ce_time soon is no time.'],
    ['a value that is not JSON', { ...good, value: '{"a":' }, 'its value is not JSON.'],
  ])('with %s is refused, and the refusal says so', (_fault, record, reason) => {
    expect(() => parseRecord(record)).toThrow(
      expect.objectContaining({
        code: 'RECORD_UNREADABLE',
        message: `This record of skill.created is no event: ${reason}`,
      }),
    );
  });

  it.each(['null', '[]', '7', '{"__proto__": {"skill_id": "x"}}'])('with the value %s is refused', (value) => {
    expect(() => parseRecord({ ...good, value })).toThrow(expect.objectContaining({ code: 'CONTRACT_BROKEN' }));
  });
});
