import { createEvent, type Event } from '@skillwright/contracts/events';
import type { Origin } from './library.js';
import type { StoredSkill } from './stored-skill.js';

const source = '/skillwright/skill';

export function skillCreated(skill: StoredSkill, origin: Origin): Event {
  const { id, name, description, version, createdBy, createdAt } = skill;
  return createEvent(
    'skill.created',
    id,
    { skill_id: id, name, description, version, created_by: createdBy, timestamp: createdAt.toISOString() },
    options(origin, createdAt),
  );
}

export function skillUpdated(skill: StoredSkill, previousVersion: string, origin: Origin): Event {
  const { id, name, version, updatedAt } = skill;
  return createEvent(
    'skill.updated',
    id,
    { skill_id: id, name, version, previous_version: previousVersion, timestamp: updatedAt.toISOString() },
    options(origin, updatedAt),
  );
}

export function skillDeleted({ id, name }: StoredSkill, at: Date, origin: Origin): Event {
  return createEvent('skill.deleted', id, { skill_id: id, name, timestamp: at.toISOString() }, options(origin, at));
}

const options = ({ traceparent }: Origin, at: Date) => ({ source, traceparent, now: () => at });
