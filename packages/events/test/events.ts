import type { Event } from '../src/event/event.js';
import { createEvent, sampleTopics } from './sample-topics.js';

/** An event that is recognised by its name. */
export function skillCreated(name: string, key = 'key'): Event<'skill.created'> {
  const { example } = sampleTopics.contracts['skill.created'];
  return createEvent('skill.created', key, { ...example, name }, { source: '/test' });
}

/** Events with the names `0`, `1`, ... of one key. */
export function manySkillsCreated(count: number, key = 'key'): Event<'skill.created'>[] {
  return Array.from({ length: count }, (_, index) => skillCreated(String(index), key));
}

/** The name that {@link skillCreated} was given. */
export function nameOf(record: { readonly value: string }): string {
  return (JSON.parse(record.value) as { name: string }).name;
}
