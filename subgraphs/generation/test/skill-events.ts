import { createEvent, type Event } from '@skillwright/contracts/events';

interface NamedSkill {
  readonly id: string;
  readonly name: string;
}

const source = '/skillwright/skill';
const timestamp = '2026-11-23T08:00:00.000Z';

export function skillCreated(skill: NamedSkill, version: string): Event<'skill.created'> {
  const data = { skill_id: skill.id, name: skill.name, description: 'd', version, created_by: 'ada', timestamp };
  return createEvent('skill.created', skill.id, data, { source });
}

export function skillUpdated(skill: NamedSkill, version: string, previous: string): Event<'skill.updated'> {
  const data = { skill_id: skill.id, name: skill.name, version, previous_version: previous, timestamp };
  return createEvent('skill.updated', skill.id, data, { source });
}

export function skillDeleted(skill: NamedSkill): Event<'skill.deleted'> {
  return createEvent('skill.deleted', skill.id, { skill_id: skill.id, name: skill.name, timestamp }, { source });
}
